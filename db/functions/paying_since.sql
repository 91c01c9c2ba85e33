-- From when on a customer is taken to have paid who is loaded with so many whole years of tenure: half a year more than these, which is what whole
-- years are on average, and at least half a year before the last transaction. In seconds, because days and years of an interval follow the clocks and
-- the calendar.
CREATE OR REPLACE FUNCTION paying_since(tenure INT, last_transaction_time TIMESTAMPTZ, loaded_at TIMESTAMPTZ) RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE PARALLEL SAFE
RETURN LEAST(
  last_transaction_time - INTERVAL '15778800 seconds',
  loaded_at - (LEAST(GREATEST(tenure, 0), 150) + 0.5::FLOAT) * INTERVAL '31557600 seconds'
);
