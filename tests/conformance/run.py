"""Runs the conformance tests: what this project says, against outside references that it shares no code with.

`cargo xtask test conformance` calls it, in an environment that has the references of requirements.txt. Every file
`*_test.py` beside this one is a suite; arguments choose tests by a part of their names.
"""

import sys
import unittest
from pathlib import Path


class Sentences(unittest.TextTestResult):
    """Names a test by the sentence that its method's name is."""

    def getDescription(self, test: unittest.TestCase) -> str:
        return test.id().rpartition(".")[2].removeprefix("test_").replace("_", " ")


def main() -> int:
    loader = unittest.TestLoader()
    if len(sys.argv) > 1:
        loader.testNamePatterns = [f"*{part}*" for part in sys.argv[1:]]
    suite = loader.discover(str(Path(__file__).parent), pattern="*_test.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Sentences).run(suite)
    failed = len(result.failures) + len(result.errors)
    # The plain line that xtask adds up.
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 0 if result.testsRun > 0 and failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
