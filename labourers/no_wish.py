"""Whether a note says that somebody looks for no work now (打算在家带孙, 不用再推岗位)."""

from __future__ import annotations

from storage.phrases import phrases

_SAYS = phrases("labourers", "no_wish", "none")


def wants_none(text: str) -> bool:
    """Tell whether free text says that somebody looks for no work now (已经在天津上班了).

    Who refuses only some work (不要给我介绍工地的活), or work far away (不想外出打工,县里可以),
    does look for other.
    """
    return _SAYS["looks_for_none"].search(text) is not None
