//! The content security policy and Trusted Types, as each engine enforces them; and the watch itself, which must notice.

use serde_json::Value;

use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::Page;

/// What a page could be made to do, the directive that forbids it, and the expression that says whether it had an effect.
const FORBIDDEN: [(&str, &str, &str, &str); 6] = [
    (
        "an inline style",
        "style-src",
        "window.made = document.createElement('p'); document.body.append(made); made.setAttribute('style', 'color: red')",
        "made.style.length > 0",
    ),
    (
        "an inline script",
        "require-trusted-types-for",
        "const script = document.createElement('script'); script.append('window.ran = 1'); document.body.append(script)",
        "window.ran === 1",
    ),
    (
        "a script from elsewhere",
        "script-src",
        "import('data:text/javascript,window.imported = 1').catch(() => {})",
        "window.imported === 1",
    ),
    (
        "text as markup",
        "require-trusted-types-for",
        "window.made = document.createElement('p'); try { made.innerHTML = '<b>a</b>' } catch {}",
        "made.childNodes.length > 0",
    ),
    (
        "text as markup in a template that is not the portal's",
        "require-trusted-types-for",
        "window.made = document.createElement('template'); try { made.innerHTML = '<b>a</b>' } catch {}",
        "made.content.childNodes.length > 0",
    ),
    (
        "a Trusted Types policy of somebody else's",
        "trusted-types",
        "try { window.other = trustedTypes.createPolicy('other', {}) } catch {}",
        "window.other !== undefined",
    ),
];

pub(super) async fn refuses_what_it_forbids(page: &Page) -> Outcome {
    page.enter().await?;
    page.no_complaints().await?;
    for (what, directive, attempt, effect) in FORBIDDEN {
        page.script(attempt, &[]).await?;
        page.until(&format!("{what} was not noticed as a violation of {directive}"), async || {
            let complaints = page.complaints().await?;
            let of_it = |complaint: &String| complaint.contains(&format!("CSP violation of {directive}"));
            Ok(complaints.iter().any(of_it).then_some(()))
        })
        .await?;
        let had_effect = page.script(&format!("return {effect}"), &[]).await?;
        ensure(had_effect == Value::Bool(false), format!("{what} was noticed, and yet had an effect"))?;
    }
    // What one violation leads to (a script's error beside its report) is no complaint of the portal's.
    page.complaints().await.map(drop)
}
