-- Moves the customers' time on to that of a transaction, if it is later and the time is simulated. In a database transaction of its own: several
-- consumers wait for each other here.
CREATE OR REPLACE FUNCTION advance_customer_clock(latest TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_clock
  SET customer_time = latest, moved_at = clock_timestamp()
  WHERE customer_time < latest;
END;
$$;
