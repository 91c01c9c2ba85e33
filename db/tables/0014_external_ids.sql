-- The bank's own ids of customers, where these are text or too large for 32 bits: each gets a number once, which is its customer_id ever after,
-- also when the customer is erased and comes back. What is keyed by customer_id knows nothing of it. The numbers begin far from those that people
-- give.
CREATE SEQUENCE IF NOT EXISTS customer_numbers AS INT MINVALUE 1000000001 START 1000000001;

CREATE TABLE IF NOT EXISTS customer_external_ids (
  external_id TEXT COLLATE "C" PRIMARY KEY CHECK (char_length(external_id) BETWEEN 1 AND 100),
  customer_id INT NOT NULL UNIQUE DEFAULT nextval('customer_numbers')
);

GRANT SELECT ON customer_external_ids TO segmentation_service;
