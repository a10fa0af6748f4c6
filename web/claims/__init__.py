"""The filled-in application form behind a link from the conversation."""
