package io.slackwater.integration.crash;

import io.slackwater.integration.hosts.RealFleet;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.relay.Relay;
import io.slackwater.integration.services.LocalPlatform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Kills services at one point after the other, each as soon as the one before it was reached. */
final class Crashes implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Crashes.class.getName());

    private final LocalPlatform platform;
    private final Relay relay;
    private final EventLog log;
    private final Deque<CrashPoint> ahead = new ArrayDeque<>();
    private final Set<CrashPoint> reached = EnumSet.noneOf(CrashPoint.class);

    /** Strikes what is on a fleet's first host. */
    Crashes(RealFleet fleet) {
        platform = fleet.platform();
        relay = fleet.hosts().get(0).relay();
        log = platform.openLog();
    }

    /** Gets ready for a change of which nobody knows yet. */
    synchronized void prepare(Change change, List<CrashPoint> points) {
        ahead.addAll(points);
        arm(change);
    }

    /** Whether the service was killed there. */
    synchronized boolean isReached(CrashPoint point) {
        return reached.contains(point);
    }

    @Override
    public void close() {
        log.close();
    }

    private void arm(Change change) {
        if (ahead.isEmpty()) {
            return;
        }
        CrashPoint point = ahead.remove();
        Place place = point.in(change);
        if (place instanceof Place.Talk talk) {
            relay.hangUpAt(talk.way(), () -> strike(point, change));
        } else if (place instanceof Place.Log news) {
            Thread reader = new Thread(() -> awaitNews(news, point, change), "news");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void awaitNews(Place.Log news, CrashPoint point, Change change) {
        while (log.of(SpecificRecord.class).stream().noneMatch(news.news())) {
            Thread.onSpinWait();
        }
        strike(point, change);
    }

    private synchronized void strike(CrashPoint point, Change change) {
        platform.strike(point.service());
        LOG.log(
                System.Logger.Level.INFO,
                "{0} was killed at {1}",
                point.service().module(),
                point);
        reached.add(point);
        arm(change);
    }
}
