"""The settings as a table for the README, made from the settings themselves."""

from __future__ import annotations

from pydantic import SecretStr

from app.settings import Settings


def settings_table() -> str:
    """Return the rows of a Markdown table: variable, default, meaning."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True, validated_data={})
        rows.append(f"| `GANGXIN_{name.upper()}` | {_shown(default)} | {field.description} |")
    return "\n".join(rows)


def renewed(readme: str) -> str:
    """Return the text of a README with its table of settings as it is now."""
    head, rest = readme.split("<!-- settings -->", maxsplit=1)
    table, tail = rest.split("<!-- /settings -->", maxsplit=1)
    titles = "\n".join(table.strip().splitlines()[:2])
    return f"{head}<!-- settings -->\n{titles}\n{settings_table()}\n<!-- /settings -->{tail}"


def _shown(default: object) -> str:
    if isinstance(default, SecretStr) or default in (None, "", {}):
        return ""
    return f"`{getattr(default, 'value', default)}`"
