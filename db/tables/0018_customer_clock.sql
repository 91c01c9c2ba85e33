-- The customers' time, where it is not the real one: of a database that was made for a simulation whose customers live through days in minutes.
-- Without a row, as in every bank, the customers' time is now().
CREATE TABLE IF NOT EXISTS customer_clock (
  only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  speed FLOAT NOT NULL CHECK (speed > 0),                     -- seconds of the customers' time in one, while the simulation runs
  loaded_at TIMESTAMPTZ NOT NULL,                             -- the customers' time that the profiles were loaded at
  customer_time TIMESTAMPTZ NOT NULL,                         -- of the latest transaction: it stands still while there are none
  moved_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()     -- when that was stored, in real time
);

GRANT SELECT ON customer_clock TO segmentation_service;
GRANT UPDATE (customer_time, moved_at) ON customer_clock TO segmentation_service;
