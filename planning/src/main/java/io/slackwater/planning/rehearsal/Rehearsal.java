package io.slackwater.planning.rehearsal;

import io.slackwater.debian.version.DebianVersion;
import io.slackwater.executor.policy.json.PolicyReader;
import io.slackwater.inventory.match.Supersession;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.Planner;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * A plan of an invented fleet, beside what then happened.
 *
 * @param plan as of the end of the history
 */
public record Rehearsal(Plan plan, Happened happened) {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final Duration SEEN_TO = Duration.ofDays(60);

    /** Invents a fleet, plans, and lets happen what happens. The same arguments give the same. */
    public static Rehearsal of(int vms, long seed) {
        Settings settings = Settings.of(Map.of());
        InventedFleet invented = new InventedFleet(vms, seed, NOW);
        Fleet fleet = new Fleet(
                InventedFleet.CHANGE, new PolicyReader(settings.builtIn()), new Supersession(DebianVersion.TEXT_ORDER));
        invented.tell(new Teller() {
            @Override
            public <T extends SpecificRecord> void tell(Topic<T> topic, String key, T value, Instant publishedAt) {
                fleet.hear(value, publishedAt);
            }
        });
        Plan plan = Planner.plan(fleet, settings, NOW).orElseThrow();
        invented.hosts().forEach(host -> fleet.hear(Records.staged(host, NOW), NOW));
        return new Rehearsal(plan, Aftermath.of(invented, fleet, settings, seed, NOW, NOW.plus(SEEN_TO)));
    }
}
