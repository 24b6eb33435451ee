package io.slackwater.planning.fleet;

import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.match.ChangeIndex;
import io.slackwater.domain.match.Matcher;
import io.slackwater.domain.match.Need;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.vm.VmTopic;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.mapping.update.UpdateMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * The fleet as the log says it, folded record by record, in the order of each key and in any order across topics. It keeps what is
 * so, not what was: the memory grows with the VMs, not with the log. Not for more than one thread.
 */
public final class Fleet {

    /** The topics that it is folded from. */
    public static final List<Topic<?>> TOPICS = List.of(
            Topics.CHANGES,
            Topics.HOSTS,
            Topics.STORAGE,
            Topics.POLICIES,
            Topics.ROLLOUTS,
            Topics.VM_INVENTORY,
            Topics.VM_STATES,
            Topics.UPDATES);

    private final String changeId;
    private final PolicySet policies;
    private final LogCatalogue catalogue;
    private final Map<String, FleetVm> vms = new TreeMap<>();
    private final RolloutLog rollout;
    private long unreadable;

    /**
     * A fleet of which nothing was heard yet.
     *
     * @param changeId the change that is planned
     */
    public Fleet(String changeId, PolicyReader reader, Supersession supersession) {
        this.changeId = changeId;
        this.policies = new PolicySet(reader);
        this.rollout = new RolloutLog(changeId);
        this.catalogue = new LogCatalogue(supersession, policies);
    }

    /** Folds a record of one of {@link #TOPICS}; what belongs to no such topic changes nothing. */
    public void hear(SpecificRecord value, Instant publishedAt) {
        if (value instanceof VmStateEvent event) {
            vm(event.getVmId()).hear(event, publishedAt);
        } else if (value instanceof VmEvent event) {
            vm(event.getVmId()).hear(event, publishedAt);
        } else if (value instanceof UpdateEvent event) {
            vm(event.getVmId()).hear(event, publishedAt, event.getChangeId().equals(changeId));
        } else if (value instanceof ChangeEvent event) {
            catalogue.hear(event, publishedAt);
        } else if (value instanceof HostEvent event) {
            catalogue.hear(event, publishedAt);
        } else if (value instanceof VolumeEvent event) {
            catalogue.hear(event, publishedAt);
        } else if (value instanceof PolicyEvent event) {
            policies.hear(event);
        } else if (value instanceof RolloutEvent event) {
            rollout(event);
        }
    }

    /** Passes over a record that cannot be read. What it would have said of a VM makes that VM unknown, as in the services. */
    public void unreadable(Topic<?> topic, String key, Instant publishedAt) {
        unreadable++;
        if (topic.equals(Topics.VM_INVENTORY)) {
            vm(key).unreadable(VmTopic.INVENTORY, publishedAt);
        } else if (topic.equals(Topics.VM_STATES)) {
            vm(key).unreadable(VmTopic.STATE, publishedAt);
        } else if (topic.equals(Topics.UPDATES)) {
            vm(key).unreadable(VmTopic.UPDATES, publishedAt);
        }
    }

    /** Plans with a policy as the next version of the one of its name, or beside those that there are. */
    public void suppose(Policy policy) {
        String name = policy.id().name();
        int known = policies.find(name).map(same -> same.id().version()).orElse(0);
        policies.put(new Policy(
                new PolicyVersion(name, known + 1),
                policy.selector(),
                policy.schedule(),
                policy.execution(),
                policy.rollout()));
    }

    /** Returns the change that is planned, or empty where nothing was said of it. */
    public Optional<KnownChange> change() {
        return catalogue.known(changeId);
    }

    /** Returns the ids of all changes that were published. */
    public Set<String> changes() {
        return catalogue.changes();
    }

    public Collection<FleetVm> vms() {
        return vms.values();
    }

    /** Returns the hosts that are not retired, by name. */
    public Set<String> hosts() {
        return catalogue.hosts();
    }

    /** Returns which portion version a volume holds; empty where that is not known. */
    public Optional<VolumeContent> content(VolumeId volume) {
        return catalogue.content(volume);
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Optional<Policy> policy(String name) {
        return policies.find(name);
    }

    /** Returns the policies whose documents the executor does not follow either. */
    public List<String> unreadPolicies() {
        return policies.unread();
    }

    /** Returns how many records could not be read. */
    public long unreadable() {
        return unreadable;
    }

    /** Returns what the VM needs of the change that is planned; empty where it needs nothing of it, or a newer change instead. */
    public Optional<Need> need(FleetVm vm) {
        return need(vm, Optional.of(catalogue.book()));
    }

    /** Whether the VM would need the change that is planned, if there were no newer one. */
    public boolean wouldNeed(FleetVm vm) {
        return need(vm, catalogue.alone(changeId)).isPresent();
    }

    /**
     * Returns the volumes that a VM runs from and that the log does not know, where it may need the change that is planned; empty where
     * it is clear what it needs.
     */
    public List<VolumeRef> unknownVolumes(FleetVm vm) {
        return vm.placement(catalogue::counts)
                .map(place -> new Matcher(catalogue.book(), catalogue::content)
                        .unknownVolumes(place)
                        .getOrDefault(changeId, List.of()))
                .orElse(List.of());
    }

    /**
     * Counts the VMs that have the change that is planned, which was withdrawn: by the id of the change that they need in its place,
     * empty where there is none.
     */
    public Map<String, Long> leaving() {
        return new WithdrawalImpact(catalogue, changeId).count(vms.values());
    }

    private Optional<Need> need(FleetVm vm, Optional<ChangeIndex> book) {
        return vm.placement(catalogue::counts).filter(place -> book.isPresent()).flatMap(place -> new Matcher(
                        book.orElseThrow(), catalogue::content)
                .needs(place).stream()
                        .filter(need -> need.change().id().equals(changeId))
                        .findFirst());
    }

    public Optional<StoreInfo> store(String hostId, String store) {
        return catalogue.store(hostId, store);
    }

    public Optional<StoreInfo> store(String store) {
        return catalogue.store(store);
    }

    /** Returns the ids of other stores that are probably the same directory as one that nobody has marked. */
    public List<String> suspected(String store) {
        return catalogue.suspected(store);
    }

    /** Returns what was said of the rollout of the change that is planned, in its order. */
    public List<RolloutFact> rollout() {
        return rollout.facts();
    }

    /** Returns that the fleet is frozen, or empty. */
    public Optional<RolloutCondition> freeze() {
        return rollout.freeze();
    }

    /** Returns what was said last of the VM's update to the change that is planned, as the allocator hears it. */
    public Optional<UpdateStatus> heard(FleetVm vm) {
        return vm.lastUpdate().flatMap(event -> UpdateMapper.phase(event).map(phase -> heard(event, phase)));
    }

    private static UpdateStatus heard(UpdateEvent event, Phase phase) {
        BudgetScope scope = event.getAdmission()
                .map(admission -> new BudgetScope(admission.getPolicy(), admission.getLabels()))
                .orElse(BudgetScope.NONE);
        LeaseRequest leaseRequest = new LeaseRequest(
                event.getUpdateId(),
                LeaseRequestKey.logged(event.getAttempt()),
                event.getVmId(),
                event.getHostId(),
                event.getChangeId(),
                scope);
        int wave = event.getAdmission().map(admission -> admission.getWave()).orElse(0);
        return new UpdateStatus(
                leaseRequest,
                phase,
                wave,
                Set.of(),
                event.getHostUnreachable(),
                VerifiedBy.valueOf(event.getVerifiedBy().name()),
                event.getOccurredAt());
    }

    private void rollout(RolloutEvent event) {
        rollout.hear(event);
        if (event.getType() == RolloutEventType.RETRY) {
            event.getVmId().ifPresent(vmId -> vm(vmId).retried(event.getChangeId(), event.getOccurredAt()));
        }
    }

    private FleetVm vm(String id) {
        return vms.computeIfAbsent(id, FleetVm::new);
    }
}
