//! What each format says, at its edges.

use super::*;

#[test]
fn counts_are_grouped() {
    for (count, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (102_418, "102,418"), (-1_204, "-1,204")] {
        assert_eq!(grouped(count), text);
    }
    assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
}

#[test]
fn large_counts_keep_three_digits() {
    for (count, text) in [
        (9_999, "9,999"),
        (10_000, "10k"),
        (12_345, "12.3k"),
        (955_000, "955k"),
        (999_499, "999k"),
        (999_950, "1M"),
        (1_310_720, "1.31M"),
        (-20_000, "-20k"),
    ] {
        assert_eq!(compact(count), text);
    }
    assert_eq!(compact(i64::MAX), "9.22P");
}

#[test]
fn quantities_come_in_thousandths() {
    for (value, exact, short) in [
        (0, "0", "0"),
        (1, "0.001", "0.001"),
        (250, "0.25", "0.25"),
        (23_500, "23.5", "23.5"),
        (8_000, "8", "8"),
        (9_999, "9.999", "10"),
        (955_123, "955.123", "955"),
        (1_204_000, "1,204", "1,204"),
        (1_310_720_000, "1,310,720", "1.31M"),
        (-1_500, "-1.5", "-1.5"),
    ] {
        assert_eq!(milli(value), exact);
        assert_eq!(compact_milli(value), short);
    }
}

#[test]
fn a_share_never_claims_all_or_nothing_falsely() {
    for (part, whole, text) in [
        (0, 7, "0 %"),
        (1, 1000, "<1 %"),
        (97, 100, "97 %"),
        (9_999, 10_000, ">99 %"),
        (5, 5, "100 %"),
        (1, 0, "–"),
    ] {
        assert_eq!(percent(part, whole), text);
    }
}

#[test]
fn nouns_follow_their_count() {
    assert_eq!(plural(1, "agent", "agents"), "1 agent");
    assert_eq!(plural(10_240, "agent", "agents"), "10,240 agents");
}

#[test]
fn sizes_are_binary() {
    for (count, text) in
        [(0, "0 B"), (512, "512 B"), (1023, "1,023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (-2048, "-2 KiB")]
    {
        assert_eq!(bytes(count), text);
    }
    assert_eq!(bytes(1024 * 1024 - 1), "1 MiB");
    assert_eq!(mebibytes(512_000), "512 MiB");
    assert_eq!(mebibytes(98 * 1024 * 1000), "98 GiB");
    assert_eq!(mebibytes(500), "0.5 MiB");
    assert_eq!(mebibytes_of(512_000, 2_048_000), "0.5 of 2 GiB");
    assert_eq!(mebibytes_of(0, 0), "0 of 0 MiB");
}

#[test]
fn spans_use_their_largest_unit() {
    for (milliseconds, coarse, exact) in [
        (0, "0 s", "0 ms"),
        (350, "0 s", "350 ms"),
        (59_999, "59 s", "59 s"),
        (60_000, "1 min", "1 min"),
        (725_000, "12 min", "12 min 5 s"),
        (3_600_000 * 30, "1 d", "1 d 6 h"),
        (86_400_000 * 729, "729 d", "729 d"),
        (86_400_000 * 800, "2 y", "2 y 70 d"),
        (-5, "0 s", "0 ms"),
    ] {
        assert_eq!(span(milliseconds), coarse);
        assert_eq!(span_exact(milliseconds), exact);
    }
}

#[test]
fn ages_are_fine_while_young() {
    for (milliseconds, text) in
        [(300, "0.3 s"), (9_949, "9.9 s"), (10_000, "10 s"), (38_700, "38 s"), (-1, "0.0 s")]
    {
        assert_eq!(age(milliseconds), text);
    }
}

#[test]
fn relative_times_look_both_ways() {
    assert_eq!(relative(1_000, 1_500), "now");
    assert_eq!(relative(0, 3_000), "3 s ago");
    assert_eq!(relative(720_000, 0), "in 12 min");
    assert_eq!(relative(i64::MIN, i64::MAX).split(' ').next_back(), Some("ago"));
}

#[test]
fn instants_are_told_in_the_readers_zone() {
    let at = 1_795_336_867_000; // 2026-11-22T08:41:07Z
    assert_eq!(iso(at), "2026-11-22T08:41:07Z");
    assert_eq!(absolute(at, Zone(60)), "22 Nov 2026, 09:41:07 UTC+1");
    assert_eq!(absolute(at, Zone(330)), "22 Nov 2026, 14:11:07 UTC+5:30");
    assert_eq!(absolute(at, Zone(-600)), "21 Nov 2026, 22:41:07 UTC-10");
    assert_eq!(clock(at, Zone::default()), "08:41:07");
}

#[test]
fn the_calendar_knows_leap_days_and_what_came_before_1970() {
    for (at, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (1_709_164_800_000, "2024-02-29T00:00:00Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00Z"),
    ] {
        assert_eq!(iso(at), text);
    }
}

#[test]
fn ids_keep_both_ends() {
    assert_eq!(shorten("a1-S0", 12), "a1-S0");
    assert_eq!(shorten("5bd6f7f6-0b1c-4d6e-8d2c-0f1e2d3c4b5a-S417", 16), "5bd6f7f6…5a-S417");
    assert_eq!(shorten("äöüäöüäöü", 5), "äö…öü");
    assert_eq!(shorten("abcdefgh", 0), "ab…gh");
}
