import time

import pytest

@pytest.mark.parametrize("seconds", [0.9, 0.103, 0.068, 0.019, 0.029, 0.014, 0.044])
def test_search(seconds):
    time.sleep(seconds)
    assert seconds >= 0
