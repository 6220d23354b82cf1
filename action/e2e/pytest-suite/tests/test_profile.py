import time

import pytest

@pytest.mark.parametrize("seconds", [0.052, 0.075, 0.086, 0.011])
def test_profile(seconds):
    time.sleep(seconds)
    assert seconds >= 0
