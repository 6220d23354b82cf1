import time

import pytest

@pytest.mark.parametrize("seconds", [0.016, 0.038, 0.016, 0.072, 0.023, 0.031, 0.098])
def test_refunds(seconds):
    time.sleep(seconds)
    assert seconds >= 0


def test_refund_is_rounded():
    assert round(2.675, 2) == 2.68
