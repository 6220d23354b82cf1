import time

import pytest

@pytest.mark.parametrize("seconds", [0.9, 0.067, 0.08, 0.05])
def test_exports(seconds):
    time.sleep(seconds)
    assert seconds >= 0
