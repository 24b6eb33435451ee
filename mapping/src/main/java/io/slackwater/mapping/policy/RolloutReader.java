package io.slackwater.mapping.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads how fast a change moves. */
final class RolloutReader {

    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?%");

    private static final Amount FIRST_FAILURE = new Amount.Count(1);

    private final Fields fields;
    private final RolloutRules usual;

    RolloutReader(Fields document, RolloutRules usual) {
        this.fields = document.object(
                "rollout",
                "canary",
                "waves",
                "soak",
                "budgets",
                "failureThreshold",
                "approvalRequired",
                "onWithdrawal");
        this.usual = usual;
    }

    RolloutRules read() {
        return new RolloutRules(
                new WaveRules(
                        amount("canary").or(() -> usual.waves().canary()),
                        waves(),
                        fields.duration("soak").orElse(usual.waves().soak())),
                budgets(),
                failureThreshold(),
                fields.flag("approvalRequired").orElse(usual.approvalRequired()),
                fields.constant("onWithdrawal", List.of(OnWithdrawal.values())).orElse(usual.onWithdrawal()));
    }

    /** Whoever goes step by step wants to know whether a step fails. */
    private Amount failureThreshold() {
        Amount otherwise = fields.has("canary") || fields.has("waves") ? FIRST_FAILURE : usual.failureThreshold();
        return amount("failureThreshold").orElse(otherwise);
    }

    private Optional<Amount> amount(String name) {
        JsonNode node = fields.node(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 1) {
            return Optional.of(new Amount.Count(node.intValue()));
        }
        Optional<Amount> share = share(node).map(read -> read);
        if (share.isEmpty()) {
            fields.problem(
                    name, "is " + node + ", no number of VMs", "write a count such as 3, or a share such as \"5%\"");
        }
        return share;
    }

    private static Optional<Amount.Share> share(JsonNode node) {
        if (!node.isTextual() || !PERCENT.matcher(node.textValue()).matches()) {
            return Optional.empty();
        }
        String percent = node.textValue().substring(0, node.textValue().length() - 1);
        int basisPoints = new BigDecimal(percent).movePointRight(2).intValueExact();
        return basisPoints >= 1 && basisPoints <= Amount.Share.ALL.basisPoints()
                ? Optional.of(new Amount.Share(basisPoints))
                : Optional.empty();
    }

    private List<Amount.Share> waves() {
        List<Amount.Share> waves = new ArrayList<>();
        int index = 0;
        for (JsonNode node : fields.list("waves")) {
            String member = "waves[" + index++ + "]";
            Optional<Amount.Share> share = share(node);
            if (share.isEmpty()) {
                fields.problem(member, "is " + node + ", no share", "write one such as \"25%\"");
            } else if (!waves.isEmpty() && share.get().compareTo(waves.get(waves.size() - 1)) <= 0) {
                fields.problem(
                        member,
                        "reaches no more than the wave before",
                        "say how much of all VMs has been reached at the end of each wave, in rising order");
            } else {
                waves.add(share.get());
            }
        }
        if (!fields.has("waves")) {
            return usual.waves().waves();
        }
        if (waves.isEmpty() || !waves.get(waves.size() - 1).equals(Amount.Share.ALL)) {
            waves.add(Amount.Share.ALL);
        }
        return waves;
    }

    private Budgets budgets() {
        Fields budgets = fields.object("budgets", "fleet", "perHost", "perLabelValue", "awaitingStart");
        Budgets otherwise = usual.budgets();
        Map<String, Integer> perLabelValue = new TreeMap<>();
        budgets.map("perLabelValue").forEach((label, node) -> {
            if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 1) {
                perLabelValue.put(label, node.intValue());
            } else {
                budgets.problem(
                        "perLabelValue." + label,
                        "is " + node + ", no whole number from 1",
                        "write a number such as 1");
            }
        });
        return new Budgets(
                budgets.number("fleet").orElse(otherwise.fleet()),
                budgets.number("perHost").orElse(otherwise.perHost()),
                perLabelValue,
                budgets.number("awaitingStart").orElse(otherwise.awaitingStart()));
    }
}
