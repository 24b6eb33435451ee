package io.slackwater.executor.rest.answers;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.query.VmView;
import io.slackwater.executor.query.VmView.Coverage;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.runtime.rest.Limit;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.topology.update.vm.DependencyKeys;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why open updates have not happened, over HTTP. */
@Path("/blockers")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
public class BlockersResource {

    /** Reading a VM takes some ten microseconds: an answer takes seconds at most. */
    private static final int LOOKED_AT = 100_000;

    private final VmView view;

    BlockersResource(VmView view) {
        this.view = view;
    }

    /** Returns the blockers of open updates: of all, or of those that the parameters choose. */
    @GET
    public Response find(
            @QueryParam("change") @Nullable String change,
            @QueryParam("vm") @Nullable String vm,
            @QueryParam("host") @Nullable String host,
            @QueryParam("code") @Nullable String code,
            @QueryParam("limit") @Nullable String limit) {
        Optional<BlockerCode> wanted = Optional.ofNullable(code).flatMap(BlockersResource::code);
        if (code != null && wanted.isEmpty()) {
            throw new InvalidRequestException(
                    "code", "There is no code " + code, "Write one of " + Arrays.toString(BlockerCode.values()));
        }
        int most = Limit.read(limit);
        Optional<String> id = Optional.ofNullable(vm).map(written -> written.toLowerCase(Locale.ROOT));
        BlockerFilter filter = new BlockerFilter(Optional.ofNullable(change), id, Optional.ofNullable(host), wanted);
        return Response.ok(find(filter, most), MediaType.APPLICATION_JSON).build();
    }

    private BlockersDocument find(BlockerFilter filter, int limit) {
        BlockerCount count = new BlockerCount(filter, limit);
        if (filter.vm().isPresent()) {
            Optional<Vm> vm = view.find(filter.vm().get()).map(VmView.Known::vm);
            vm.ifPresent(count::add);
            Set<String> its = vm.map(known -> known.placements().keySet()).orElse(Set.of());
            return count.toDocument(
                    new Coverage(1, 1, false),
                    view.away().stream()
                            .filter(host -> its.contains(host.hostId()))
                            .toList());
        }
        // What is asked for decides which index leads to the fewest VMs.
        String subject = filter.change()
                .map(DependencyKeys::change)
                .or(() -> filter.host().map(DependencyKeys::host))
                .orElse(DependencyKeys.policies());
        return count.toDocument(view.look(subject, LOOKED_AT, count::add), view.away());
    }

    private static Optional<BlockerCode> code(String written) {
        String name = written.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(BlockerCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst();
    }
}
