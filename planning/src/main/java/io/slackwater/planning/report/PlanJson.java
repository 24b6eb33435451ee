package io.slackwater.planning.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.planning.plan.Milestone;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.SlotChange;
import io.slackwater.planning.plan.StoreNeed;
import io.slackwater.planning.plan.VmPlan;
import io.slackwater.planning.plan.WavePlan;
import java.time.Instant;
import java.util.Optional;

/** A plan as JSON, with every VM. Times are ISO 8601; a time that is not to be expected is null. */
public final class PlanJson {

    private PlanJson() {}

    /** Returns the document. */
    public static ObjectNode of(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode change = json.putObject("change");
        change.put("id", plan.change().id());
        change.put("severity", plan.change().severity().name());
        ArrayNode parts = change.putArray("portions");
        plan.change().parts().forEach(part -> parts.addObject()
                .put("portion", part.portion())
                .put("version", part.version())
                .put("sizeBytes", part.size()));
        json.put("at", plan.at().toString());
        time(json, "historyFrom", plan.historyFrom());
        json.put("done", plan.done());
        json.put("needNewerChange", plan.newer());
        json.put("staysUpOnly", plan.staysUpOnly());
        forecast(json.putObject("forecast"), plan);
        ArrayNode waves = json.putArray("waves");
        plan.waves().forEach(wave -> wave(waves.addObject(), wave));
        ArrayNode stores = json.putArray("stores");
        plan.stores().forEach(store -> store(stores.addObject(), store));
        ArrayNode vms = json.putArray("vms");
        plan.vms().forEach(vm -> vm(vms.addObject(), vm));
        ArrayNode notes = json.putArray("notes");
        plan.notes().forEach(notes::add);
        return json;
    }

    private static void forecast(ObjectNode json, Plan plan) {
        json.put("expectedVms", plan.forecast().expected());
        json.put("plays", plan.forecast().plays());
        json.put("until", plan.forecast().until().toString());
        ArrayNode milestones = json.putArray("milestones");
        for (Milestone milestone : plan.forecast().milestones()) {
            ObjectNode one = milestones.addObject();
            one.put("percent", milestone.percent()).put("vms", milestone.vms());
            time(one, "earliest", milestone.earliest());
            time(one, "expected", milestone.expected());
            time(one, "latest", milestone.latest());
        }
    }

    private static void wave(ObjectNode json, WavePlan wave) {
        json.put("policy", wave.policy()).put("wave", wave.number()).put("canary", wave.isCanary());
        json.put("vms", wave.vms());
        time(json, "firstGrant", wave.begins());
        time(json, "lastProof", wave.ends());
        ArrayNode heldBy = json.putArray("heldBy");
        wave.heldBy().forEach(heldBy::add);
    }

    private static void store(ObjectNode json, StoreNeed store) {
        json.put("store", store.store()).put("bytesToStage", store.bytes()).put("newOverlays", store.overlays());
        store.fact()
                .ifPresent(fact -> json.put("availableBytes", fact.available()).put("capacityBytes", fact.capacity()));
        store.fits().ifPresent(fits -> json.put("fits", fits));
        ArrayNode suspected = json.putArray("suspectedShared");
        store.suspected().forEach(suspected::add);
        ArrayNode missing = json.putArray("toStage");
        store.missing()
                .forEach(
                        part -> missing.addObject().put("volume", part.volume()).put("sizeBytes", part.size()));
    }

    private static void vm(ObjectNode json, VmPlan vm) {
        json.put("vmId", vm.vmId()).put("name", vm.name()).put("hostId", vm.hostId());
        json.put("policy", vm.policy().applies().id().name())
                .put("policyVersion", vm.policy().applies().id().version());
        ArrayNode lost = json.putArray("policiesThatLost");
        vm.policy().lost().forEach(lessSpecificPolicy -> lost.addObject()
                .put("policy", lessSpecificPolicy.policy().name())
                .put("reason", lessSpecificPolicy.reason()));
        json.put("staysUpOnly", vm.staysUpOnly());
        json.put("group", vm.outlook().group().name()).put("wave", vm.wave());
        json.put("history", vm.outlook().kind().name())
                .put("timesOff", vm.outlook().spells());
        time(json, "historyFrom", vm.outlook().heardFrom());
        time(json, "lastModifiable", vm.outlook().lastModifiable());
        time(json, "likelyNext", vm.outlook().likelyNext());
        ArrayNode slots = json.putArray("slots");
        vm.slots().forEach(slot -> slot(slots.addObject(), slot));
        ArrayNode blockers = json.putArray("blockers");
        vm.blockers().forEach(blocker -> blockers.addObject()
                .put("code", blocker.code().name())
                .put("subject", blocker.subject())
                .put("since", blocker.since().toString())
                .put("detail", blocker.detail()));
    }

    private static void slot(ObjectNode json, SlotChange slot) {
        json.put("slot", slot.slot()).put("portion", slot.portion());
        json.put("fromVersion", slot.fromVersion()).put("toVersion", slot.toVersion());
        json.put("from", slot.from()).put("to", slot.to());
        json.put("difference", String.join("\n", Differences.unified(slot, "")));
    }

    private static void time(ObjectNode json, String name, Optional<Instant> time) {
        json.put(name, time.map(Instant::toString).orElse(null));
    }
}
