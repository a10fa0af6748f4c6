"""``python -m app`` is the command ``gangxin``."""

from app.cli import main

main()
