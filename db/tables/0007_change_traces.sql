-- A change of segment remembers the trace in which it was made, so that whoever publishes it, in whichever process and however much later, goes on
-- with that trace.

ALTER TABLE segment_changes
  ADD COLUMN IF NOT EXISTS traceparent TEXT;  -- W3C Trace Context of the span that made the change; NULL: it was not sampled
