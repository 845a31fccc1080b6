//! Asks the PAC, when a razón social is saved, whether its data match the SAT's padrón. The answer
//! is advice: data that the PAC refuses are saved all the same, and the refusals are shown to the
//! customer, who may know better than an outdated padrón. A trámite asks again.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use mx_fiscal::Receiver;
use pase_contract::AccountId;
use pase_contract::fiscal_profiles::PadronCheck;

use crate::app::App;
use crate::gateways::{Pac, ReceiverCheck};

/// The longest time that a customer who saves waits for the PAC.
const ANSWER_LIMIT: Duration = Duration::from_secs(3);

/// What the PAC says about a razón social that an account saves. `None` if it gives no answer in
/// time, or if the account has asked too often.
pub(super) async fn check(app: &App, account: &AccountId, receiver: &Receiver) -> Option<PadronCheck> {
    if !app.padron_budget.allows(account, Instant::now()) {
        tracing::warn!(account = %account, "a razón social is saved unchecked: its account has asked too often");
        return None;
    }
    ask_pac(&*app.pac, receiver, app.clock.now(), ANSWER_LIMIT).await
}

/// What the PAC says; `None` if it fails or gives no answer in time.
async fn ask_pac(
    pac: &dyn Pac,
    receiver: &Receiver,
    now: DateTime<Utc>,
    limit: Duration,
) -> Option<PadronCheck> {
    let refusals = match tokio::time::timeout(limit, pac.validate_receiver(receiver)).await {
        Ok(Ok(ReceiverCheck::Accepted)) => Vec::new(),
        Ok(Ok(ReceiverCheck::Refused(refusals))) => refusals.to_contract(),
        Ok(Err(error)) => {
            tracing::warn!(error = %error, "a razón social is saved unchecked");
            return None;
        }
        Err(_) => {
            tracing::warn!("a razón social is saved unchecked: the PAC gave no answer in time");
            return None;
        }
    };
    Some(PadronCheck { checked_at: now, refusals })
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use cfdi::{CancellationReceipt, FolioFiscal, SealedCfdi, StampedCfdi};
    use mx_fiscal::ReceiverDraft;

    use super::*;
    use crate::gateways::{
        CancellationAnswer, CfdiExpression, GatewayError, MatrixCode, Stamping, Unconnected,
    };

    /// A PAC that gives this answer about every receiver, or never answers if there is none.
    struct FixedAnswerPac(Option<ReceiverCheck>);

    #[async_trait]
    impl Pac for FixedAnswerPac {
        async fn validate_receiver(&self, _: &Receiver) -> Result<ReceiverCheck, GatewayError> {
            match &self.0 {
                Some(answer) => Ok(answer.clone()),
                None => std::future::pending().await,
            }
        }

        async fn stamp(&self, reference: &str, document: &SealedCfdi) -> Result<Stamping, GatewayError> {
            Unconnected.stamp(reference, document).await
        }

        async fn find(&self, reference: &str) -> Result<Option<StampedCfdi>, GatewayError> {
            Unconnected.find(reference).await
        }

        async fn cancel(&self, request: &CfdiExpression) -> Result<CancellationAnswer, GatewayError> {
            Unconnected.cancel(request).await
        }

        async fn receipt(
            &self,
            folio_fiscal: FolioFiscal,
        ) -> Result<Option<CancellationReceipt>, GatewayError> {
            Unconnected.receipt(folio_fiscal).await
        }
    }

    async fn refused_codes(pac: &dyn Pac) -> Option<Vec<String>> {
        let [rfc, name, postal_code, fiscal_regime, cfdi_use] =
            ["EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "G03"].map(str::to_owned);
        let draft = ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use };
        let receiver = Receiver::try_from(&draft).unwrap();
        let check = ask_pac(pac, &receiver, DateTime::UNIX_EPOCH, Duration::from_millis(20)).await?;
        Some(check.refusals.into_iter().map(|refusal| refusal.code).collect())
    }

    #[tokio::test]
    async fn what_the_pac_says_is_kept() {
        assert_eq!(refused_codes(&FixedAnswerPac(Some(ReceiverCheck::Accepted))).await, Some(Vec::new()));
        let refused = ReceiverCheck::of(vec![MatrixCode::NameDiffers.into()]);
        assert_eq!(refused_codes(&FixedAnswerPac(Some(refused))).await, Some(vec!["CFDI40145".to_owned()]));
    }

    #[tokio::test]
    async fn a_pac_that_fails_or_is_silent_leaves_it_unchecked() {
        assert_eq!(refused_codes(&Unconnected).await, None);
        assert_eq!(refused_codes(&FixedAnswerPac(None)).await, None);
    }
}
