-- Customers and their profiles, their transactions, the models that segment them and every change of segment.

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Customers
-- ---------------------------------------------------------------------------------------------------------------------------------

-- One row a customer: what the bank knows (income .. has_loan), the profile that transactions keep current (average, count, recency)
-- and the segment. fillfactor leaves a fifth of each page free, so that the frequent profile updates stay on their page and touch no
-- index (HOT updates).
CREATE TABLE IF NOT EXISTS customer_segments (
  customer_id INT PRIMARY KEY,
  income FLOAT NOT NULL,
  balance FLOAT NOT NULL,
  customer_lifetime_value FLOAT NOT NULL,
  debt FLOAT NOT NULL,
  tenure INT NOT NULL,                        -- years
  credit_default INT NOT NULL,                -- 0 or 1
  days_from_last_transaction INT NOT NULL,    -- as of last_updated; last_transaction_time says it to the microsecond
  avg_transaction_amt FLOAT NOT NULL,
  num_transactions INT NOT NULL,
  digital_engagement_score FLOAT NOT NULL,    -- 0 to 100
  loan_repayment_time FLOAT NOT NULL,         -- months left; 0 without a loan
  total_products_owned INT NOT NULL,
  has_loan INT NOT NULL,                      -- 0 or 1
  segment VARCHAR(50),                        -- NULL until the first model is applied
  last_updated TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_transaction_time TIMESTAMPTZ NOT NULL,

  -- No NaN and no infinity, which no model can score: such a customer would stop all others. (Only finite numbers differ from
  -- themselves by 0.)
  CONSTRAINT customer_segments_finite CHECK (
    income - income = 0
    AND balance - balance = 0
    AND customer_lifetime_value - customer_lifetime_value = 0
    AND debt - debt = 0
    AND avg_transaction_amt - avg_transaction_amt = 0
    AND digital_engagement_score - digital_engagement_score = 0
    AND loan_repayment_time - loan_repayment_time = 0
  )
) WITH (fillfactor = 80);

CREATE INDEX IF NOT EXISTS customer_segments_segment ON customer_segments (segment, customer_id);

-- What each customer's running figures were when the customer was loaded: with it, and with live_transaction_data, every profile can
-- be computed again from nothing.
CREATE TABLE IF NOT EXISTS customer_baselines (
  customer_id INT PRIMARY KEY REFERENCES customer_segments ON DELETE CASCADE,
  avg_transaction_amt FLOAT NOT NULL,
  num_transactions INT NOT NULL,
  last_transaction_time TIMESTAMPTZ NOT NULL
);

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Transactions
-- ---------------------------------------------------------------------------------------------------------------------------------

-- transaction_id is the identity of a transaction: the same id again is the same transaction again. Ids grow with time, which keeps
-- inserts at the right edge of the primary key.
CREATE TABLE IF NOT EXISTS live_transaction_data (
  transaction_id BIGINT PRIMARY KEY,
  customer_id INT NOT NULL,
  transaction_amt FLOAT NOT NULL,
  transaction_time TIMESTAMPTZ NOT NULL
);

CREATE INDEX IF NOT EXISTS live_transaction_data_customer ON live_transaction_data (customer_id);

-- Numbers for producers that share nothing but this database: each start takes one, and its transaction ids hold it.
CREATE SEQUENCE IF NOT EXISTS producer_numbers MINVALUE 0 MAXVALUE 1023 START 0 CYCLE;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Models
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Every trained model, as it was trained: parameters hold features, scaling, centroids and labels, enough to score a customer anywhere.
CREATE TABLE IF NOT EXISTS clustering_models (
  model_version BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  reason TEXT NOT NULL,                       -- initial, schedule, request, ...
  k INT NOT NULL,
  seed INT NOT NULL,
  customers INT NOT NULL,                     -- rows the centroids were fitted to
  training_rows INT NOT NULL,                 -- rows of the sample that seeded them
  training_seconds FLOAT NOT NULL,
  inertia FLOAT NOT NULL,                     -- sum of squared scaled distances to the nearest centroid, over all customers
  parameters JSONB NOT NULL,
  trained_through BIGINT,                     -- highest transaction_id when the customers were read
  is_active BOOLEAN NOT NULL DEFAULT FALSE,
  activated_at TIMESTAMPTZ,
  applied_at TIMESTAMPTZ                      -- when every customer had been scored again; NULL while that is not finished
);

CREATE UNIQUE INDEX IF NOT EXISTS clustering_models_one_active ON clustering_models (is_active) WHERE is_active;

-- Requests for a new model. Whoever trains looks here; one training answers all requests that came before it.
CREATE TABLE IF NOT EXISTS retraining_requests (
  request_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  requested_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  answered_at TIMESTAMPTZ,
  model_version BIGINT REFERENCES clustering_models,
  error TEXT                                  -- why there is no model for it
);

CREATE INDEX IF NOT EXISTS retraining_requests_waiting ON retraining_requests (request_id) WHERE answered_at IS NULL;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Segments
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Who moved from where to where, when, why and under which model. change_id grows in the order of commit (see
-- record_segment_changes), so a reader that remembers the last id it has seen misses nothing.
CREATE TABLE IF NOT EXISTS segment_changes (
  change_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id INT NOT NULL,
  from_segment VARCHAR(50),                   -- NULL: the customer had none
  to_segment VARCHAR(50),                     -- NULL: taken out of every segment
  changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  reason TEXT NOT NULL,                       -- transactions, model, manual, ...
  model_version BIGINT REFERENCES clustering_models
);

CREATE INDEX IF NOT EXISTS segment_changes_customer ON segment_changes (customer_id, change_id);
