"""The tabs beside the talk: what each shows, as pure HTML of the loaded notices, and the view a person has set."""
