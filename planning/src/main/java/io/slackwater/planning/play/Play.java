package io.slackwater.planning.play;

import io.slackwater.executor.budget.Allocator;
import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Ledger;
import io.slackwater.executor.rollout.Rollouts;
import io.slackwater.executor.update.Phase;
import io.slackwater.planning.history.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays a rollout through. The waves and the budgets are those of the executor's allocator; a VM asks while it has a chance, is applied
 * a moment after its grant, and is proved by its next start. Nothing fails.
 */
public final class Play {

    private static final Duration KEPT = Duration.ofDays(1);

    private final Opening opening;
    private final Agenda agenda;
    private final Allocator allocator;
    private final Desk desk;
    private final Map<String, Player> players = new HashMap<>();
    private Instant servesAt = Stretch.FOREVER;

    private Play(Opening opening) {
        this.opening = opening;
        this.agenda = new Agenda(opening.now());
        this.allocator = new Allocator(
                new Ledger(opening.limits(), opening.rules(), List.of()),
                new Rollouts(List.of(), new RememberedMembers(), Optional.empty()),
                opening.rules(),
                new Allocator.LeaseTimes(KEPT, KEPT));
        this.desk = new Desk(allocator);
    }

    /** Plays until everybody is proved, or until the end. Returns what became of each, in the order of the participants. */
    public static List<Fate> run(Opening opening, List<Participant> participants) {
        Play play = new Play(opening);
        opening.facts().forEach(play.allocator::told);
        opening.heard().forEach(heard -> play.allocator.heard(heard, opening.now()));
        List<Player> players = participants.stream()
                .map(participant -> play.new Player(participant))
                .toList();
        players.forEach(Player::begin);
        play.serve();
        play.agenda.runUntil(opening.end());
        return players.stream().map(Player::fate).toList();
    }

    private void serve() {
        desk.serve(agenda.now(), this::granted).ifPresent(again -> {
            if (again.isBefore(servesAt)) {
                servesAt = again;
                agenda.at(again, this::serveAgain);
            }
        });
    }

    private void serveAgain() {
        servesAt = Stretch.FOREVER;
        serve();
    }

    private void granted(Lease lease) {
        Player player = players.get(lease.request().updateId());
        if (player != null) {
            player.granted(lease.wave());
        }
    }

    private void heard(Participant participant, Phase phase, int wave) {
        allocator.heard(new Heard(participant.request(), phase, wave, Set.of(), agenda.now()), agenda.now());
    }

    /** One VM. */
    private final class Player {

        private final Participant participant;
        private Stretch stretch;
        private int wave;
        private boolean isAsking;
        private Manner manner = Manner.OFF;
        private Optional<Instant> askedAt = Optional.empty();
        private Optional<Instant> grantedAt = Optional.empty();
        private Optional<Instant> verifiedAt = Optional.empty();

        Player(Participant participant) {
            this.participant = participant;
            this.stretch = participant.life().next();
            players.put(participant.request().updateId(), this);
        }

        void begin() {
            if (participant.appliedIn().isPresent()) {
                wave = participant.appliedIn().get();
                manner = stretch.isOff() ? Manner.OFF : Manner.RESTART;
                awaitProof();
            } else {
                seek(agenda.now());
            }
        }

        Fate fate() {
            return new Fate(
                    participant.request().vmId(),
                    participant.request().affiliation().policy(),
                    wave,
                    askedAt,
                    grantedAt,
                    verifiedAt);
        }

        /** Waits for the next chance that begins before the end of the play. */
        private void seek(Instant from) {
            Optional<Chance> chance = participant.chances().first(stretch, from);
            while (chance.isEmpty() && stretch.until().isBefore(opening.end())) {
                stretch = participant.life().next();
                chance = participant.chances().first(stretch, from);
            }
            chance.ifPresent(next -> agenda.at(next.from(), () -> ask(next)));
        }

        private void ask(Chance chance) {
            isAsking = true;
            manner = chance.manner();
            askedAt = askedAt.or(() -> Optional.of(agenda.now()));
            desk.add(participant.request());
            agenda.at(chance.until(), () -> giveUp(chance));
            serve();
        }

        private void giveUp(Chance chance) {
            if (isAsking) {
                isAsking = false;
                desk.remove(participant.request());
                seek(chance.until());
            }
        }

        void granted(int ofWave) {
            isAsking = false;
            wave = ofWave;
            grantedAt = Optional.of(agenda.now());
            heard(participant, Phase.GRANTED, wave);
            agenda.at(agenda.now().plus(participant.takes(manner)), this::applied);
        }

        private void applied() {
            heard(participant, Phase.APPLIED, wave);
            desk.moved(participant.request());
            awaitProof();
            serve();
        }

        private void awaitProof() {
            startedAt().ifPresent(start -> agenda.at(start.plus(participant.provedAfter()), this::verified));
        }

        /** Returns when it starts, and stays up for long enough; empty where it does not. */
        private Optional<Instant> startedAt() {
            if (manner == Manner.RESTART) {
                return Optional.of(agenda.now());
            }
            while (stretch.until().isBefore(opening.end())) {
                stretch = participant.life().next();
                if (!stretch.isOff()
                        && stretch.from().plus(participant.provedAfter()).isBefore(stretch.until())) {
                    return Optional.of(stretch.from());
                }
            }
            return Optional.empty();
        }

        private void verified() {
            verifiedAt = Optional.of(agenda.now());
            heard(participant, Phase.VERIFIED, wave);
            desk.moved(participant.request());
            serve();
        }
    }
}
