"""The target ledger (指标台账): every commitment of a notice that has a figure or a date."""
