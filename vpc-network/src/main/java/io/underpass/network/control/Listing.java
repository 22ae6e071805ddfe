package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.Page;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.network.model.NetworkState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How resources of one kind are listed: chosen by id, filtered, cut into pages, shown.
 *
 * <p>Threads: confined to one call.
 *
 * @param idMember the member of the input that chooses; empty where none does
 * @param set the member of the answer that holds the list
 * @param notFound refuses ids that are not there
 */
record Listing<T>(
        String idMember,
        String set,
        Function<T, String> id,
        FilterFields<T> filters,
        Function<T, ObjectNode> view,
        Function<List<String>, AwsError> notFound) {

    private static final int PAGE = 1000;

    Outcome<NetworkState> of(Call<NetworkState> call, Collection<T> all) {
        TreeMap<String, T> byId = new TreeMap<>();
        all.forEach(item -> byId.put(id.apply(item), item));
        List<String> wanted = call.input().strings(idMember);
        List<String> missing =
                wanted.stream().filter(each -> !byId.containsKey(each)).toList();
        if (!missing.isEmpty()) {
            throw notFound.apply(missing);
        }
        if (!wanted.isEmpty()) {
            byId.keySet().retainAll(wanted);
        }
        List<T> chosen = new ArrayList<>(byId.values());
        chosen.removeIf(filters.matching(call.input()).negate());
        Page<T> page = page(call, chosen);
        ObjectNode output = Answer.empty();
        ArrayNode items = output.putArray(set);
        page.items().forEach(item -> items.add(view.apply(item)));
        page.next().ifPresent(token -> output.put("nextToken", token));
        return new Outcome<>(call.state(), output);
    }

    private Page<T> page(Call<NetworkState> call, List<T> items) {
        try {
            return Page.of(
                    items,
                    id,
                    call.input().optionalString("NextToken").filter(token -> !token.isEmpty()),
                    call.input().optionalInteger("MaxResults").orElse(PAGE));
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid(call.input().string("NextToken"), "NextToken", "It was not made here.");
        }
    }
}
