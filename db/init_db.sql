-- Makes the whole schema: psql --file=db/init_db.sql. All of it or nothing; it can run again on a database that has it. The migrations
-- apply the same files, those of tables/ once each, those of functions/ whenever their text has changed (see README.md).
--
-- The bookkeeping is done in the database, set by set, so that it is right whoever writes: the services, a load by hand, or another
-- system of the bank.

\set ON_ERROR_STOP on

BEGIN;

\ir tables/0001_core_tables.sql
\ir tables/0002_service_role.sql
\ir tables/0003_model_lifecycle.sql
\ir tables/0004_customer_erasure.sql
\ir tables/0006_kept_models.sql
\ir tables/0007_change_traces.sql
\ir tables/0008_initial_placements.sql
\ir tables/0009_transaction_limits.sql
\ir tables/0010_drop_age_recency.sql
\ir tables/0011_stored_at.sql
\ir tables/0012_operator_names.sql
\ir tables/0013_dashboard_role.sql
\ir tables/0014_external_ids.sql
\ir tables/0015_challengers.sql
\ir tables/0016_segment_names.sql
\ir tables/0017_decayed_profiles.sql
\ir tables/0018_customer_clock.sql
\ir tables/0019_drift_findings.sql
\ir tables/0020_unusual_customers.sql
\ir tables/0021_true_silhouette.sql
\ir tables/0022_current_profiles.sql

\ir functions/activate_model.sql
\ir functions/activate_trained_model.sql
\ir functions/advance_customer_clock.sql
\ir functions/age_weight.sql
\ir functions/announce_retraining_request.sql
\ir functions/apply_transactions_to_profiles.sql
\ir functions/approve_model.sql
\ir functions/assign_segments.sql
\ir functions/challenge_active_model.sql
\ir functions/change_order_lock_key.sql
\ir functions/customer_now.sql
\ir functions/days_between.sql
\ir functions/decayed_baseline.sql
\ir functions/decide_challenge.sql
\ir functions/describe_segment.sql
\ir functions/erase_customer.sql
\ir functions/find_customers.sql
\ir functions/forget_models.sql
\ir functions/hold_active_model.sql
\ir functions/ingest_batch.sql
\ir functions/ingest_transactions.sql
\ir functions/last_activation.sql
\ir functions/model_lock_key.sql
\ir functions/name_segments.sql
\ir functions/number_customers.sql
\ir functions/paying_since.sql
\ir functions/pin_model.sql
\ir functions/prepare_decayed_sums.sql
\ir functions/prune_models.sql
\ir functions/record_customer_baselines.sql
\ir functions/record_loaded_segments.sql
\ir functions/record_segment_changes.sql
\ir functions/repeat_erasure.sql
\ir functions/reset_data.sql
\ir functions/segment_name.sql
\ir functions/set_half_life.sql
\ir functions/simulate_customer_time.sql
\ir functions/switch_model.sql
\ir functions/unpin_model.sql
\ir functions/verify_profiles.sql

COMMIT;
