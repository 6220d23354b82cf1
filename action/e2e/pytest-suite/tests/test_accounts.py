import time

import pytest

@pytest.mark.parametrize("seconds", [0.026, 0.091, 0.047])
def test_accounts(seconds):
    time.sleep(seconds)
    assert seconds >= 0
