import time

import pytest

@pytest.mark.parametrize("seconds", [0.005, 0.037])
def test_billing(seconds):
    time.sleep(seconds)
    assert seconds >= 0
