"""What the suites have in common: the project's answers, and a comparison that names what disagrees."""

import os
import subprocess
import unittest
from collections.abc import Callable, Iterable
from typing import TypeVar

Case = TypeVar("Case")

SHOWN = 20


def judge(questions: Iterable[str]) -> list[str]:
    """The answers of `crates/fiscal/examples/judge.rs`, a line each."""
    run = subprocess.run(
        [os.environ["MX_FISCAL_JUDGE"]],
        input="".join(f"{question}\n" for question in questions),
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode != 0:
        raise RuntimeError(f"the judge gave up: {run.stderr.strip()}")
    return run.stdout.splitlines()


class ConformanceTest(unittest.TestCase):
    """A test that compares many cases, says how many, and shows the first of those that disagree."""

    def agree(
        self,
        what: str,
        cases: list[Case],
        question: Callable[[Case], str],
        expected: Callable[[Case], str],
    ) -> None:
        """The judge answers every case's question as the reference does."""

        def objection(case: Case, answer: str) -> str | None:
            reference = expected(case)
            return None if answer == reference else f"the reference says {reference!r}"

        self.no_objection(what, cases, question, objection)

    def no_objection(
        self,
        what: str,
        cases: list[Case],
        question: Callable[[Case], str],
        objection: Callable[[Case, str], str | None],
    ) -> None:
        """The reference has nothing to say against any answer of the judge's."""
        answers = judge(map(question, cases))
        self.assertEqual(len(answers), len(cases), "an answer a question")
        objections = [
            f"  {question(case)!r}: we say {answer!r}, {against}"
            for case, answer in zip(cases, answers)
            if (against := objection(case, answer))
        ]
        self.report(what, len(cases), objections)

    def hold(self, what: str, cases: list[Case], objections: Callable[[Case], Iterable[str]]) -> None:
        """Every case stands up to whatever the reference may say against it; `str` names a case."""
        found = [f"  {case}: {objection}" for case in cases for objection in objections(case)]
        self.report(what, len(cases), found)

    def report(self, what: str, count: int, objections: list[str]) -> None:
        print(f"{count:,} {what} … ", end="", flush=True)
        if objections:
            shown = "\n".join(objections[:SHOWN])
            self.fail(f"{len(objections):,} objections to {count:,} {what}; the first are\n{shown}")


class Exceptions:
    """Where the project is meant to say something else than a reference, each with its reason beside it.

    One that is not needed any more fails the test, too: the list stays true.
    """

    def __init__(self, listed: dict) -> None:
        self._listed = listed
        self._used: set = set()

    def ours(self, case, reference):
        """What the project says of a case of which the reference says `reference`."""
        theirs, ours = self._listed.get(case, (reference, reference))
        if case in self._listed and theirs == reference:
            self._used.add(case)
            return ours
        return reference

    def unused(self) -> set:
        return set(self._listed) - self._used
