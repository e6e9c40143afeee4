"""Colours and sizes of the design, light and dark. Everything that is drawn asks here."""

from dataclasses import dataclass

_NAMES = ("bg surface surface2 sunken border border_in text text2 text3 disabled primary hover pressed on_primary primary_soft primary_line "
          "accent accent_soft accent_text danger danger_soft success success_soft warn warn_soft warn_line info info_soft neutral_soft "
          "side side_text side_muted side_hover side_active side_on head total row_hover row_sel c1 c2 c3 c4 c5 c6 c7").split()
_LIGHT = ("#F3F6F3 #FFFFFF #F7F9F7 #ECF1ED #DCE4DE #84948A #16211B #45534B #61706A #9AA69F #16694E #10553E #0B4230 #FFFFFF #E1F1E9 #A9D5C1 "
          "#F0B429 #FDF3D7 #7A5200 #B3261E #FCE9E7 #1A7A48 #E0F4E8 #7A5200 #FFF1CF #E9C46A #1F5FA8 #E5EFFA #E9EEEA "
          "#0F3A2D #CFE2D8 #86A899 #164A3A #1F5E49 #FFFFFF #F0F4F1 #E9F1EC #EEF4F0 #DCEEE5 #0C4534 #C68910 "
          "#855432 #2F79DA #6B1F7A #6E7773 #29A366").split()
_DARK = ("#0F1613 #18211D #1C2622 #131B18 #2B3832 #6B7F74 #E9F0EC #BAC8C0 #95A59C #64736B #4CC497 #66D2A9 #36AA80 #05251A #16382B #2C6B52 "
         "#F0B429 #3A2F12 #F5CE73 #FF8F86 #3D1D1B #5ED79B #15372A #F5CE73 #392E12 #7A611F #86B8F2 #172C44 #25312B "
         "#0A100E #BFCFC6 #7E9187 #141E1A #1B3A2E #FFFFFF #1F2A25 #22302A #212D28 #1B3F31 #46B98F #F0B429 "
         "#C08559 #3C92DD #C05995 #C9CFCC #34795C").split()


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: `tokens["primary"]` is a colour code."""

    is_dark: bool
    colours: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.colours[name]


LIGHT = Tokens(False, dict(zip(_NAMES, _LIGHT, strict=True)))
DARK = Tokens(True, dict(zip(_NAMES, _DARK, strict=True)))

CONTROL, CONTROL_COMPACT = 36, 32
SIDEBAR, RAIL = 208, 92
MINIMUM = (1180, 640)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG): 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(code: str) -> float:
    parts = [int(code[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
