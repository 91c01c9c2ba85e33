-- What the services may do. They log in as members of segmentation_service, which owns nothing: a service that is broken into can store
-- transactions and move segments, as services do, and cannot drop, truncate, delete or alter anything, nor write customers' master data.
-- The owner of the schema, who migrates, is somebody else.
--
-- A role is known to the whole server, so another database of the same server may have made it already.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'segmentation_service') THEN
    CREATE ROLE segmentation_service NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN
    NULL; -- Another database's migration was faster.
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION USING
      ERRCODE = '42501',
      MESSAGE = format('%I may not create the role segmentation_service', current_user),
      HINT = 'Let an administrator run CREATE ROLE segmentation_service NOLOGIN once on this server, then migrate again.';
END;
$$;

-- PostgreSQL 14 and older let everybody create tables here; a database upgraded from there still does.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO segmentation_service;

GRANT SELECT ON customer_segments, customer_baselines, live_transaction_data, clustering_models, retraining_requests, segment_changes
TO segmentation_service;
GRANT INSERT ON live_transaction_data, clustering_models, retraining_requests, segment_changes TO segmentation_service;

-- The profile and the segment; not what the bank knows of a customer.
GRANT UPDATE (
  avg_transaction_amt,
  num_transactions,
  days_from_last_transaction,
  last_transaction_time,
  segment,
  last_updated
) ON customer_segments TO segmentation_service;
GRANT UPDATE (is_active, activated_at, applied_at) ON clustering_models TO segmentation_service;
GRANT UPDATE (answered_at, model_version, error) ON retraining_requests TO segmentation_service;
GRANT USAGE ON SEQUENCE producer_numbers TO segmentation_service;
