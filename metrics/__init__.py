"""Tables to tidy frames and derived numbers. SQL lives in `query`; everything else is frame in, frame out."""
