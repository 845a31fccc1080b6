"""RFCs, valid, nearly so and typed sloppily, against python-stdnum and the SAT's own pattern.

python-stdnum differs from the SAT's pattern in two points, in which the pattern is right: it takes ten characters for a
persona física without homoclave, and any letter for the last character.
"""

import datetime
import random
import string

import references
from conformance import ConformanceTest
from stdnum.exceptions import InvalidComponent, InvalidFormat, InvalidLength
from stdnum.mx import rfc as stdnum

SEED = 20_200_602
LETTERS = string.ascii_uppercase + "&Ñ"
ALPHANUMERIC = string.digits + string.ascii_uppercase
# What python-stdnum and we both leave out of what is typed.
SEPARATORS = " -\u00a0\u2010\u2011\u2012\u2013\u2014\u2015"
TILDE = "\N{COMBINING TILDE}"


class Generator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self, alphabet: str, length: int) -> str:
        return "".join(self.random.choices(alphabet, k=length))

    def well_formed(self) -> str:
        """Of the right form, with its check digit; now and then it begins with a word that the SAT does not issue."""
        is_moral = self.random.random() < 0.5
        name = self.text(LETTERS, 3 if is_moral else 4)
        if not is_moral and self.random.random() < 0.05:
            name = self.random.choice(sorted(stdnum._name_blacklist))
        day = datetime.date(2000, 1, 1) + datetime.timedelta(days=self.random.randrange(36_525))
        stem = f"{name}{day:%y%m%d}{self.text(ALPHANUMERIC, 2)}"
        return stem + stdnum.calc_check_digit(stem)

    def with_any_digits(self) -> str:
        """Of the right form, but for any date and any last character."""
        whole = self.well_formed()
        date = f"{self.random.randrange(100):02}{self.random.randrange(14):02}{self.random.randrange(34):02}"
        return whole[:-9] + date + whole[-3:-1] + self.random.choice(ALPHANUMERIC)

    def nearly(self) -> str:
        """One or two characters gone, come or changed."""
        text = list(self.well_formed())
        for _ in range(self.random.randint(1, 2)):
            at = self.random.randrange(len(text))
            change = self.random.randrange(3)
            character = self.random.choice(ALPHANUMERIC + "&ÑÉ*/")
            text[at : at + (change > 0)] = [character] if change < 2 else []
        return "".join(text)

    def sloppily(self, text: str) -> str:
        """As people type it: in any case, with separators, dots, and an Ñ of two characters."""
        typed = "".join(character.lower() if self.random.random() < 0.5 else character for character in text)
        for _ in range(self.random.randint(0, 4)):
            at = self.random.randrange(len(typed) + 1)
            typed = typed[:at] + self.random.choice(SEPARATORS + ".") + typed[at:]
        is_decomposed = self.random.random() < 0.3
        return typed.replace("Ñ", "N" + TILDE).replace("ñ", "n" + TILDE) if is_decomposed else typed


def verdict(text: str) -> str:
    """What a text in capitals without separators is, in our words."""
    try:
        stdnum.validate(text)
        refusal = None
    except InvalidLength:
        return "length" if text else "required"
    except InvalidFormat:
        return "length" if len(text) == 10 else "form"
    except InvalidComponent:
        # Of both, a date that does not exist is told first.
        is_dated = len(text) == 13 and has_date(text[4:10])
        refusal = "forbidden_word" if is_dated else "date"
    if len(text) == 10:
        return "length"
    if text[-1] not in "0123456789A":
        return "form"
    if refusal:
        return refusal
    person = "moral" if len(text) == 12 else "fisica"
    digit = "agrees" if stdnum.calc_check_digit(text[:-1]) == text[-1] else "disagrees"
    return f"{text} {person} {digit}"


def has_date(digits: str) -> bool:
    try:
        stdnum._get_date(digits)
        return True
    except InvalidComponent:
        return False


def verbatim_texts() -> list[str]:
    generator = Generator(SEED)
    makers = [generator.well_formed, generator.with_any_digits, generator.nearly]
    return [maker() for maker in makers for _ in range(5_000)]


def read_verbatim(text: str) -> str:
    return f"rfc\t{text}"


class RfcTest(ConformanceTest):
    def test_an_rfc_is_judged_as_stdnum_judges_it(self):
        self.agree("RFCs read verbatim", verbatim_texts(), read_verbatim, verdict)

    def test_an_rfc_is_read_as_it_is_typed(self):
        generator = Generator(SEED + 1)
        texts = [generator.well_formed() for _ in range(4_000)] + [generator.nearly() for _ in range(1_000)]
        typed = [generator.sloppily(text) for text in texts]

        def expected(text: str) -> str:
            # The dots and the Ñ of two characters are ours alone to see through, and a character that no RFC has is ours
            # alone to name.
            composed = text.replace("n" + TILDE, "ñ").replace("N" + TILDE, "Ñ")
            compact = stdnum.compact(composed.replace(".", ""))
            return "character" if set(compact) - set(LETTERS + string.digits) else verdict(compact)

        self.agree("RFCs as people type them", typed, lambda text: f"typed\t{text}", expected)

    def test_an_rfc_has_the_sats_pattern(self):
        pattern = references.rfc_pattern()
        # What no pattern can tell.
        beyond_form = ("date", "forbidden_word")

        def objection(text: str, answer: str) -> str | None:
            if pattern.fullmatch(text):
                is_taken = answer.startswith(text) or answer in beyond_form
                return None if is_taken else "the SAT's pattern takes it"
            return "the SAT's pattern refuses it" if answer.startswith(text) else None

        self.no_objection("RFCs by the SAT's pattern", verbatim_texts(), read_verbatim, objection)
