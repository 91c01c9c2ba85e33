-- Profiles that forget: beside the lifetime average and count, sums in which a transaction counts for half as much when it is a half-life older.
-- A sum is kept as of one fixed moment, the reference time: a transaction adds amount x 2 ^ ((its time - reference time) / half-life), whenever it
-- comes and whatever came before. Whoever reads the sum lets it decay to the moment of reading.

-- The one row of settings. The migrations write it, by set_half_life().
CREATE TABLE IF NOT EXISTS profile_settings (
  only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  half_life INTERVAL NOT NULL DEFAULT '90 days' CHECK (half_life BETWEEN INTERVAL '7 days' AND INTERVAL '3650 days'),
  reference_time TIMESTAMPTZ NOT NULL DEFAULT '2025-01-01 00:00:00Z',
  computed_at TIMESTAMPTZ,                    -- when all sums were computed for this half-life; NULL: not yet
  decay_per_day FLOAT NOT NULL GENERATED ALWAYS AS (ln(2::FLOAT) * 86400 / date_part('epoch', half_life)) STORED
);

INSERT INTO profile_settings DEFAULT VALUES ON CONFLICT DO NOTHING;

ALTER TABLE customer_segments
  ADD COLUMN IF NOT EXISTS decayed_amount FLOAT NOT NULL DEFAULT 0,        -- sum of amounts, each by its weight
  ADD COLUMN IF NOT EXISTS decayed_transactions FLOAT NOT NULL DEFAULT 0;  -- sum of the weights

ALTER TABLE customer_segments DROP CONSTRAINT IF EXISTS customer_segments_decayed;
ALTER TABLE customer_segments ADD CONSTRAINT customer_segments_decayed CHECK (
  decayed_amount >= 0 AND decayed_amount - decayed_amount = 0
  AND decayed_transactions >= 0 AND decayed_transactions - decayed_transactions = 0
);

ALTER TABLE customer_baselines
  ADD COLUMN IF NOT EXISTS paying_since TIMESTAMPTZ,    -- from when on a customer is taken to have paid: see paying_since(). NULL, for a
                                                        -- customer from before, until set_half_life() has been through
  ADD COLUMN IF NOT EXISTS decayed_amount FLOAT NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS decayed_transactions FLOAT NOT NULL DEFAULT 0;

-- What it answers has more columns from now on.
DROP FUNCTION IF EXISTS verify_profiles();

GRANT SELECT ON profile_settings TO segmentation_service;
GRANT UPDATE (decayed_amount, decayed_transactions) ON customer_segments TO segmentation_service;
