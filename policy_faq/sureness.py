"""How sure an answer has to be, as probabilities; chosen on the development questions."""

from __future__ import annotations

from typing import Final

SURE: Final = 0.33
"""From this confidence on a card is told as the answer; chosen on the development questions."""
MAYBE: Final = 0.2
"""From this confidence on the nearest questions are offered."""
SURE_OF_OTHERS: Final = 0.55
"""The same for a question without a word of our field, or on which no text of the place speaks."""
SURE_OF_DANGER: Final = 0.5
"""The same where what fits best is something that a person may be suffering."""
CALM: Final = 0.85
"""From this confidence on another topic is told although the words sound an alarm."""
NAMED: Final = 0.9
"""Confidence of a topic that is called by its name."""
SEVERAL: Final = 0.6
"""Confidence that each part of a message needs to be answered as a question of its own."""
DOUBTFUL: Final = 0.6
"""The same for a short question without a word of work that is like a topic only faintly."""
UNDOUBTED: Final = 0.95
"""From this confidence on a topic is told although the question names another office's thing."""
