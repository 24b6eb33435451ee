package io.slackwater.worker.storage.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all layouts. */
final class Tally {

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    int number(String what) {
        return counts.getOrDefault(what, 0);
    }

    void found(Judge.Finding finding, long seed, String where) {
        count("wrong: " + finding.wrong());
        System.out.println(finding.wrong() + " by the layout of seed " + seed);
        findings.add(finding.wrong() + ": " + finding.detail() + "\n" + where);
    }

    List<String> findings() {
        return findings;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (what, count) -> text.append("\n  ").append(what).append(": ").append(count));
        return text.toString();
    }
}
