"""Phone numbers as a counter takes them: mainland mobiles by a plain rule, others by country code."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from model.errors import UserError
from model.record import dataclass
from model.text import mask_phone

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
# Area codes: 010 and 02x take eight digits, the others seven or eight.
_LANDLINE: Final = re.compile(r"0(?:10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{2}[0-9]{7,8})")
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_DECORATION: Final = re.compile(r"[\s\-‐‑‒–—―−.·()/]")
_LONGEST_TYPED: Final = 40


@dataclass(frozen=True, slots=True, order=True)
class Phone:
    """A phone number in its one stored form.

    A mainland mobile is its 11 digits, a mainland landline its digits from the area code's 0 on,
    any other number E.164 with its plus sign. Made by `parse_phone`; anything else is a ValueError.
    """

    stored: str

    def __post_init__(self) -> None:
        if not any(rule.fullmatch(self.stored) for rule in (_MOBILE, _LANDLINE, _E164)):
            raise ValueError("not a stored phone number")

    @property
    def is_mobile(self) -> bool:
        """Whether it is a mainland mobile."""
        return _MOBILE.fullmatch(self.stored) is not None

    @property
    def digits(self) -> str:
        """The digits a search looks in: without the plus sign."""
        return self.stored.removeprefix("+")

    def display(self) -> str:
        """Grouped for reading aloud: `138 0013 6217`, `0571 8888 6666`, `+852 9123 4567`."""
        if self.is_mobile:
            return _grouped(self.stored, 3)
        if self.stored.startswith("0"):
            return _grouped(self.stored, 3 if self.stored[1] in "12" else 4)
        return _foreign_display(self.stored)

    def masked(self) -> str:
        """With the middle hidden: `138****6217`."""
        return mask_phone(self.stored)


def parse_phone(text: str) -> Phone:
    """Read what a person typed or pasted: full-width digits, spaces, dashes, +86, 0086, +852 ….

    Raises UserError `phone.empty`, `phone.mainland_invalid` (digits) for a number without a country
    code that is neither a mainland mobile nor a landline with its area code, or `phone.unreadable`.
    """
    dialled = _dialled(text)
    if dialled.startswith("+") and not dialled.startswith("+86"):
        return _foreign(dialled)
    return Phone(_mainland(dialled))


def _dialled(text: str) -> str:
    """Digits with at most a leading plus; `00` before a country code becomes the plus."""
    if len(text) > _LONGEST_TYPED:
        raise UserError("phone.unreadable")
    bare = _DECORATION.sub("", unicodedata.normalize("NFKC", text))
    # Numbers pasted from chats and contact lists carry invisible direction marks.
    bare = "".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf"))
    if not bare:
        raise UserError("phone.empty")
    if not re.fullmatch(r"\+?[0-9]+", bare):
        raise UserError("phone.unreadable")
    return "+" + bare[2:] if bare.startswith("00") else bare


def _mainland(dialled: str) -> str:
    if dialled.startswith("+86"):
        national = dialled[3:]
    elif dialled.startswith("86") and len(dialled) == 13:
        national = dialled[2:]
    else:
        national = dialled
    if _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national):
        return national
    if dialled.startswith("+86") and _LANDLINE.fullmatch("0" + national):
        return "0" + national
    raise UserError("phone.mainland_invalid", digits=len(national))


def _foreign(dialled: str) -> Phone:
    # Loaded here: most shops never see a foreign number, and the library costs 17 ms and 2 MB.
    import phonenumbers

    try:
        number = phonenumbers.parse(dialled, None)
    except phonenumbers.NumberParseException as error:
        raise UserError("phone.unreadable") from error
    # "Possible" (length for the country) and not "valid": new ranges are issued after a release.
    if not phonenumbers.is_possible_number(number):
        raise UserError("phone.unreadable")
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _foreign_display(stored: str) -> str:
    import phonenumbers

    number = phonenumbers.parse(stored, None)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _grouped(digits: str, head: int) -> str:
    return f"{digits[:head]} {digits[head:-4]} {digits[-4:]}"
