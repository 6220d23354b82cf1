"""A suite whose tests take known times, so that plans can be compared; recorded history comes from real runs."""
