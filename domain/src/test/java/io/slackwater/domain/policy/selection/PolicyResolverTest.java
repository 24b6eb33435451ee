package io.slackwater.domain.policy.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.PortionPattern;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.portion.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyResolverTest {

    private static final Policy BUILT_IN = Policies.policy(PolicyVersion.BUILT_IN_NAME, Selector.EVERYTHING);
    private static final Candidate CANDIDATE = Candidate.of(
            Map.of("app", "web", "tier", "front"),
            Map.of("site", "north"),
            List.of("debian-12/kernel", "debian-12/initrd"),
            Severity.HIGH);
    private static final Selector WEB_AND_FRONT = new Selector(
            Map.of("app", Set.of("web"), "tier", Set.of("front")), Map.of(), Optional.empty(), Severity.UNKNOWN);

    /** Each pair differs in what it is named for; the first is the one that applies. */
    static Stream<Arguments> pairs() {
        return Stream.of(
                pair("more labels of the VM", WEB_AND_FRONT, Policies.forVms("app", "web"), Criterion.VM_LABELS),
                pair("any label against none", Policies.forVms("app", "web"), Selector.EVERYTHING, Criterion.VM_LABELS),
                pair(
                        "a label of the VM against one of the host",
                        Policies.forVms("app", "web"),
                        Policies.forHosts("site", "north"),
                        Criterion.VM_LABELS),
                pair(
                        "a label of the host against a portion",
                        Policies.forHosts("site", "north"),
                        Policies.forPortions("debian-12/kernel"),
                        Criterion.HOST_LABELS),
                pair(
                        "a portion's whole name against a pattern",
                        Policies.forPortions("debian-12/kernel"),
                        Policies.forPortions("debian-12/kernel*"),
                        Criterion.PORTION),
                pair(
                        "a pattern that gives more characters",
                        Policies.forPortions("debian-12/*"),
                        Policies.forPortions("debian-*"),
                        Criterion.PORTION),
                pair(
                        "a pattern of none against none",
                        Policies.forPortions("*"),
                        Selector.EVERYTHING,
                        Criterion.PORTION),
                pair(
                        "a portion against a severity",
                        Policies.forPortions("*"),
                        Policies.from(Severity.HIGH),
                        Criterion.PORTION),
                pair(
                        "a higher severity",
                        Policies.from(Severity.HIGH),
                        Policies.from(Severity.MEDIUM),
                        Criterion.SEVERITY));
    }

    private static Arguments pair(String name, Selector wins, Selector loses, Criterion by) {
        return arguments(name, wins, loses, by);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void shouldPreferTheMoreSpecificWhateverTheirNamesAndOrder(
            String name, Selector wins, Selector loses, Criterion by) {
        Policy more = Policies.policy("z", wins);
        Policy less = Policies.policy("a", loses);

        for (List<Policy> policies : List.of(List.of(more, less), List.of(less, more))) {
            PolicyResolution policyResolution = PolicyResolver.explain(policies, BUILT_IN, CANDIDATE);

            assertThat(PolicyResolver.find(policies, CANDIDATE)).contains(more);
            assertThat(policyResolution)
                    .isEqualTo(new PolicyResolution(
                            more, List.of(new LessSpecificPolicy(less.id(), Optional.of(by))), List.of()));
        }
    }

    @Test
    void shouldLetTheNameDecideBetweenEquallySpecificOnes() {
        Policy first = Policies.policy("night", Policies.forVms("app", "web"));
        Policy second = Policies.policy("weekend", Policies.forVms("tier", "front"));

        PolicyResolution policyResolution = PolicyResolver.explain(List.of(second, first), BUILT_IN, CANDIDATE);

        assertThat(policyResolution.applies()).isEqualTo(first);
        assertThat(policyResolution.lost()).containsExactly(new LessSpecificPolicy(second.id(), Optional.empty()));
        assertThat(policyResolution.lost().get(0).reason()).isEqualTo("It is as specific, but its name comes later");
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                arguments(
                        Policies.forVms("app", "db", "cache"),
                        Criterion.VM_LABELS,
                        "The VM's label app is web, not cache or db"),
                arguments(Policies.forVms("owner", "x"), Criterion.VM_LABELS, "The VM's label owner is not set, not x"),
                arguments(
                        Policies.forHosts("site", "south"),
                        Criterion.HOST_LABELS,
                        "The host's label site is north, not south"),
                arguments(
                        Policies.forPortions("debian-13/*"),
                        Criterion.PORTION,
                        "None of debian-12/initrd, debian-12/kernel is debian-13/*"),
                arguments(
                        Policies.from(Severity.CRITICAL),
                        Criterion.SEVERITY,
                        "The change's severity is HIGH, below CRITICAL"),
                arguments(
                        new Selector(
                                Map.of("app", Set.of("db")),
                                Map.of(),
                                Optional.of(new PortionPattern("debian-13/*")),
                                Severity.CRITICAL),
                        Criterion.VM_LABELS,
                        "The VM's label app is web, not db"));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void shouldSayAtWhichCriterionAPolicyDoesNotMatch(Selector selector, Criterion criterion, String detail) {
        Policy policy = Policies.policy("other", selector);

        PolicyResolution policyResolution = PolicyResolver.explain(List.of(policy), BUILT_IN, CANDIDATE);

        assertThat(policyResolution)
                .isEqualTo(new PolicyResolution(
                        BUILT_IN, List.of(), List.of(new Mismatch(policy.id(), criterion, detail))));
        assertThat(PolicyResolver.find(List.of(policy), CANDIDATE)).isEmpty();
    }

    @Test
    void shouldTakeAnyOfTheValuesThatAreNamed() {
        Policy policy = Policies.policy("apps", Policies.forVms("app", "db", "web"));

        assertThat(PolicyResolver.find(List.of(policy), CANDIDATE)).contains(policy);
    }

    @Test
    void shouldPreferAPolicyForEverythingToTheBuiltInOne() {
        Policy policy = Policies.policy("everything", Selector.EVERYTHING);

        assertThat(PolicyResolver.find(List.of(policy), CANDIDATE)).contains(policy);
    }
}
