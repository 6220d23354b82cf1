import time

import pytest

@pytest.mark.parametrize("seconds", [0.038, 0.065, 0.04])
def test_login(seconds):
    time.sleep(seconds)
    assert seconds >= 0
