import time

import pytest

@pytest.mark.parametrize("seconds", [0.108, 0.125, 0.022, 0.205])
def test_catalog(seconds):
    time.sleep(seconds)
    assert seconds >= 0
