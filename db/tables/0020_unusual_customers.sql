-- Customers who fit nowhere: further from their segment than nearly all of those that the model was trained on. The trainer writes them when it scores
-- everybody; who is not here is not unusual, or not yet.
CREATE TABLE IF NOT EXISTS unusual_customers (
  customer_id INT PRIMARY KEY REFERENCES customer_segments ON DELETE CASCADE,
  unusualness FLOAT NOT NULL CHECK (unusualness BETWEEN 0 AND 100),   -- so many in a hundred of the segment's customers were nearer
  scored_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS unusual_customers_unusualness ON unusual_customers (unusualness DESC, customer_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON unusual_customers TO segmentation_service;
