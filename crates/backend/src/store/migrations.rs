//! The database's schema, version by version. A migration that was released is never edited;
//! changes go into a new one.

use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::access::Writer;
use super::error::StoreError;
use super::transaction::WriteTx;

/// All migrations in order. The database's `user_version` says how many of them it has.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_sandbox.sql"),
    include_str!("migrations/0003_corrections.sql"),
    include_str!("migrations/0004_documents.sql"),
    include_str!("migrations/0005_mail.sql"),
    include_str!("migrations/0006_waits.sql"),
    include_str!("migrations/0007_outbox.sql"),
];

/// The error for a database of a later version, whose schema this program does not know.
const NEWER_SCHEMA: &str = "the database was made by a later version of this program";

/// Brings the database to this program's schema.
///
/// # Errors
/// If a statement fails (nothing of its migration stays), or if the database is of a later version.
pub(super) async fn apply(writer: &Writer) -> Result<(), StoreError> {
    loop {
        let transaction = WriteTx::begin(writer).await?;
        let version = Statement::from_string(transaction.get_database_backend(), "PRAGMA user_version");
        let row = transaction.query_one_raw(version).await?;
        let applied = row.map(|row| row.try_get_by_index::<i32>(0)).transpose()?.unwrap_or_default();
        let applied = usize::try_from(applied).unwrap_or_default();
        if applied > MIGRATIONS.len() {
            return Err(DbErr::Migration(NEWER_SCHEMA.to_owned()).into());
        }
        let Some(migration) = MIGRATIONS.get(applied) else {
            return Ok(());
        };
        transaction.execute_unprepared(migration).await?;
        transaction.execute_unprepared(&format!("PRAGMA user_version = {}", applied + 1)).await?;
        transaction.commit().await?;
        tracing::info!(version = applied + 1, "the database was migrated");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    /// The content of a database of version 2: two trámites of one account, one of them waiting for
    /// a correction.
    const SECOND_VERSION: &str = "
        INSERT INTO accounts VALUES ('a', 'A', 'a@pase.example', '5555555555', 'hash');
        INSERT INTO tags VALUES ('t', 'a', 'IMDM 1-1', '', 'postpaid', 'active', 0);
        INSERT INTO fiscal_profiles VALUES
            ('p', 'a', 'EKU9003173C9', 'KEMPER', '42501', '601', 'G03', '', '', '', '', 1, 0);
        INSERT INTO invoices VALUES
            ('i', 'a', 't', 'O', 1, 'O-1', 'u', 's', 'ISD950921HE5', 'PASE', '11529', '601', 'G03', 'd', 'p', 1, 0, '04', 'valid', NULL, NULL, ''),
            ('j', 'a', 't', 'O', 2, 'O-2', 'v', 's', 'ISD950921HE5', 'PASE', '11529', '601', 'G03', 'd', 'p', 1, 0, '04', 'valid', NULL, NULL, '');
        INSERT INTO rebills (id, account_id, invoice_id, status, from_rfc, from_name, to_rfc, to_name, to_postal_code,
            to_regime, to_use, registered_at, correction_field, correction_code) VALUES
            ('r', 'a', 'i', 'needs_correction', 'ISD950921HE5', 'PASE', 'EKU9003173C9', 'KEMPER', '42501', '601', 'G03', 0, 'name', 'CFDI40145'),
            ('s', 'a', 'j', 'validating', 'ISD950921HE5', 'PASE', 'EKU9003173C9', 'KEMPER', '42501', '601', 'G03', 0, NULL, NULL);
        INSERT INTO idempotent_answers VALUES ('a', 'k', 'f', '{\"id\":\"r\",\"correction\":null}');
        PRAGMA user_version = 2;";

    /// A database that these scripts have made, opened by this program. It lasts as long as its
    /// folder.
    async fn migrated(scripts: &[&str]) -> (tempfile::TempDir, Store) {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("old.sqlite").display());
        let old = crate::store::connect(&url, 1, false).await.unwrap();
        for script in scripts {
            old.execute_unprepared(script).await.unwrap();
        }
        old.close().await.unwrap();
        let store = Store::open(&url).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn what_waited_before_the_third_version_waits_after_it() {
        let (_folder, store) = migrated(&[MIGRATIONS[0], MIGRATIONS[1], SECOND_VERSION]).await;
        let rebills =
            crate::store::rebills::waiting_for(store.reader(), &"p".parse().unwrap()).await.unwrap();
        let [waiting] = &*rebills else { panic!("{rebills:?}") };
        let refusal = &waiting.corrections[0];
        assert_eq!((&*refusal.field, &*refusal.code), ("name", "CFDI40145"));
        let other =
            crate::store::rebills::find(store.reader(), &"s".parse().unwrap()).await.unwrap().unwrap();
        assert!(other.corrections.is_empty());
        assert_eq!(other.fiscal_profile_id, waiting.fiscal_profile_id);
        let account = "a".parse().unwrap();
        let profiles = crate::store::fiscal_profiles::of_account(store.reader(), &account).await.unwrap();
        assert_eq!((profiles[0].version, &profiles[0].padron_check), (1, &None));
        let answer = crate::store::idempotency::answer(store.reader(), &account, "k").await.unwrap().unwrap();
        assert_eq!(answer.body, r#"{"id":"r","corrections":[],"fiscal_profile_id":"p"}"#);
    }
    /// What a database of version 3 contains besides: a trámite whose receiver was asked to accept,
    /// one whose document may have been stamped, and the stored answer about the first one.
    const THIRD_VERSION: &str = "
        UPDATE rebills SET status = 'awaiting_acceptance' WHERE id = 'r';
        UPDATE rebills SET status = 'issuing', corrected_folio = 3, corrected_issued_at = '2020-06-03T10:00:00' WHERE id = 's';
        INSERT INTO rebill_steps VALUES ('r', 0, 'registered', 1), ('r', 1, 'cancelling', 2),
            ('r', 2, 'awaiting_acceptance', 3), ('s', 0, 'cancelling', 4), ('s', 1, 'issuing', 5);
        UPDATE idempotent_answers SET body = '{\"id\":\"r\",\"invoice_id\":\"i\",\"corrected_invoice_id\":null}';
        PRAGMA user_version = 3;";

    #[tokio::test]
    async fn what_was_on_its_way_before_the_fourth_version_is_taken_for_asked() {
        let (_folder, store) =
            migrated(&[MIGRATIONS[0], MIGRATIONS[1], SECOND_VERSION, MIGRATIONS[2], THIRD_VERSION]).await;
        let find = async |id: &str| {
            crate::store::rebills::find(store.reader(), &id.parse().unwrap()).await.unwrap().unwrap()
        };
        let millis = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.timestamp_millis());
        let asked = find("r").await;
        assert_eq!(millis(asked.cancellation_asked_at), Some(2));
        assert_eq!(millis(asked.cancellation_received_at), Some(2));
        assert_eq!((asked.sat, asked.stamp_asked_at, asked.receipt_received_at), (None, None, None));
        let stamping = find("s").await;
        assert_eq!(millis(stamping.stamp_asked_at), Some(5), "it is looked for before it is stamped");

        let answer = crate::store::idempotency::answer(store.reader(), &"a".parse().unwrap(), "k").await;
        let body: serde_json::Value = serde_json::from_str(&answer.unwrap().unwrap().body).unwrap();
        let page = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx";
        let original = serde_json::json!({
            "id": "i", "tag_id": "t", "folio": "O-1", "uuid": "u", "issued_at": "d", "total": "0.01",
            "verification_url": format!("{page}?id=U&re=ISD950921HE5&rr=ISD950921HE5&tt=0.01"),
        });
        let rest = serde_json::json!({
            "id": "r", "original": original, "corrected": null, "has_receipt": false, "sat": null,
        });
        assert_eq!(body, rest);
    }

    /// What a database of version 6 contains besides: two requests to correct the same trámite, of
    /// which the first was sent and the second was refused and put off, and a mail that no other of
    /// its kind may follow. `FACTS` stands for the facts without the receiver.
    const SIXTH_VERSION: &str = r#"
        INSERT INTO rebill_steps VALUES
            ('r', 0, 'registered', 1), ('r', 1, 'needs_correction', 2), ('r', 2, 'needs_correction', 3);
        INSERT INTO mails
            (id, rebill_id, position, kind, facts, due_at, failures, refused_since, next_attempt_at, outcome, ended_at)
        VALUES
            ('00000000-0000-0000-0000-000000000002', 'r', 2, 'needs_correction', '{"email":"b@pase.example","name":"B",FACTS}', 30, 4, 40, 50, NULL, NULL),
            ('00000000-0000-0000-0000-000000000001', 'r', 1, 'needs_correction', '{"email":"a@pase.example","name":"A",FACTS}', 20, 0, NULL, 0, 'sent', 21),
            ('00000000-0000-0000-0000-000000000000', 'r', 0, 'registered', '{"email":"a@pase.example","name":"A",FACTS}', 10, 0, NULL, 0, 'sent', 11);
        PRAGMA user_version = 6;"#;

    /// What a mail says from version 7 on, as `mail` reads it.
    const STORED_MAIL: &str = include_str!("../mail/tramite/stored_before.json");

    #[tokio::test]
    async fn the_mails_of_tramites_are_mails_like_any_others_from_the_seventh_version_on() {
        let content: serde_json::Value = serde_json::from_str(STORED_MAIL).unwrap();
        let facts = content["facts"].to_string();
        let facts = facts.strip_prefix('{').and_then(|facts| facts.strip_suffix('}')).unwrap();
        let mails = SIXTH_VERSION.replace("FACTS", facts);
        let mut scripts = vec![MIGRATIONS[0], MIGRATIONS[1], SECOND_VERSION];
        scripts.extend(&MIGRATIONS[2..6]);
        scripts.push(&mails);
        let (_folder, store) = migrated(&scripts).await;
        let mails = crate::store::mails::all(store.reader()).await.unwrap();
        let keys: Vec<_> = mails.iter().map(|mail| &*mail.key).collect();
        let needs_correction = ["tramite/r/needs_correction/2", "tramite/r/needs_correction/1"];
        assert_eq!(keys, [needs_correction[0], needs_correction[1], "tramite/r/registered"]);
        let newest = &mails[0];
        assert_eq!((&*newest.email, &*newest.name, newest.failures), ("b@pase.example", "B", 4));
        assert_eq!(newest.content, content);
        let at = |millis| chrono::DateTime::from_timestamp_millis(millis).unwrap();
        assert_eq!(newest.refused_since, Some(at(40)));
        let due =
            async |real_now| crate::store::mails::due(store.reader(), at(30), at(real_now), 9).await.unwrap();
        assert_eq!((due(49).await, due(50).await), (vec![], vec![newest.id]), "it stays put off");
        assert_eq!((newest.outcome, newest.ended_at), (None, None));
        let ended = mails[1].ended_at.map(|at| at.timestamp_millis());
        assert_eq!((mails[1].outcome, ended), (Some(crate::store::mails::MailOutcome::Sent), Some(21)));
    }
}
