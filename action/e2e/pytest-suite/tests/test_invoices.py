import time

import pytest

@pytest.mark.parametrize("seconds", [0.131, 0.001, 0.025, 0.087, 0.027, 0.104])
def test_invoices(seconds):
    time.sleep(seconds)
    assert seconds >= 0
