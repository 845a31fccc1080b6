//! Browsers inside other apps (WhatsApp, Facebook, Instagram, …). Most of them can neither save a
//! file nor open a window.

/// What identifies such browsers in their `User-Agent`.
const MARKS: [&str; 12] = [
    "FBAN",
    "FBAV",
    "FB_IAB",
    "Instagram",
    "WhatsApp",
    "Line/",
    "LinkedInApp",
    "Snapchat",
    "Twitter for",
    "BytedanceWebview",
    "musical_ly",
    // Android's own mark of a WebView.
    "; wv)",
];

/// Whether the page is in a browser inside another app.
pub fn is_here() -> bool {
    leptos::prelude::window().navigator().user_agent().is_ok_and(|agent| is_web_view(&agent))
}

fn is_web_view(agent: &str) -> bool {
    // Safari and all full browsers on iOS say "Safari"; a bare WKWebView does not.
    let is_bare = ["iPhone", "iPad"].iter().any(|device| agent.contains(device))
        && agent.contains("AppleWebKit")
        && !agent.contains("Safari/");
    is_bare || MARKS.iter().any(|mark| agent.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 13; SM-A135M) AppleWebKit/537.36 (KHTML, like Gecko)";
    const IOS: &str =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

    #[test]
    fn browsers_inside_of_other_apps_are_known_by_their_marks() {
        let inside = [
            format!("{ANDROID} Version/4.0 Chrome/122.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/450.0.0.0;]"),
            format!("{} Version/4.0 Chrome/122.0 Mobile Safari/537.36", ANDROID.replace("M)", "M; wv)")),
            format!("{ANDROID} Chrome/122.0 Mobile Safari/537.36 WhatsApp/2.24.5"),
            format!("{IOS} Mobile/15E148 Instagram 320.0.0.0 (iPhone14,5; iOS 17_4)"),
            format!("{IOS} Mobile/15E148"),
        ];
        for agent in inside {
            assert!(is_web_view(&agent), "{agent}");
        }
        let full = [
            format!("{ANDROID} Chrome/122.0 Mobile Safari/537.36"),
            format!("{IOS} Version/17.4 Mobile/15E148 Safari/604.1"),
            format!("{IOS} CriOS/122.0 Mobile/15E148 Safari/604.1"),
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:123.0) Gecko/20100101 Firefox/123.0".to_owned(),
        ];
        for agent in full {
            assert!(!is_web_view(&agent), "{agent}");
        }
    }
}
