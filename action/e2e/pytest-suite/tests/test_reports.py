import time

import pytest

@pytest.mark.parametrize("seconds", [0.072, 0.016, 0.028, 0.131])
def test_reports(seconds):
    time.sleep(seconds)
    assert seconds >= 0
