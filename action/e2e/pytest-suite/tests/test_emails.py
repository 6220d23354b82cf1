import time

import pytest

@pytest.mark.parametrize("seconds", [0.015, 0.026, 0.07, 0.094])
def test_emails(seconds):
    time.sleep(seconds)
    assert seconds >= 0
