package io.underpass.emulator.description;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener.Tls;
import io.underpass.alb.model.SslPolicy;
import io.underpass.aws.control.LocalCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/**
 * Makes listeners and their rules as they are described: a rule is the one with its place in the order as its priority.
 *
 * <p>Threads: on the control thread.
 */
record ListenerChanges(
        LocalCalls<AlbState> calls,
        Owner owner,
        RuleMembers members,
        Map<String, String> certificateArns,
        Map<String, String> trustStoreArns) {

    void put(LoadBalancer wanted, String loadBalancerArn) {
        Set<Integer> ports = wanted.listeners().stream().map(Listener::port).collect(Collectors.toSet());
        calls.state().listenersOf(loadBalancerArn).values().stream()
                .filter(existing -> !ports.contains(existing.port()))
                .forEach(existing -> call("DeleteListener", Members.of("ListenerArn", existing.listenerArn())));
        for (Listener listener : wanted.listeners()) {
            String arn = Refusal.at(Paths.listener(wanted, listener), () -> put(wanted, listener, loadBalancerArn));
            if (!wanted.type().equals("network") || !listener.rules().isEmpty()) {
                putRules(wanted, listener, arn);
            }
        }
    }

    private String put(LoadBalancer loadBalancer, Listener wanted, String loadBalancerArn) {
        Optional<String> existing = calls.state().listenersOf(loadBalancerArn).values().stream()
                .filter(listener -> listener.port() == wanted.port())
                .map(io.underpass.alb.model.Listener::listenerArn)
                .findFirst();
        Members input = Members.of("Protocol", wanted.protocol())
                .structures("DefaultActions", members.actions(wanted.otherwise()));
        List<Members> certificates = CertificateChanges.shown(loadBalancer, wanted).stream()
                .map(name -> Members.of("CertificateArn", certificateArns.getOrDefault(name, name)))
                .toList();
        if (!certificates.isEmpty()) {
            input.structures("Certificates", certificates.subList(0, 1));
        }
        addSecurity(input, wanted, existing.map(arn -> existing(calls.state(), arn)));
        if (existing.isPresent()) {
            call("ModifyListener", input.text("ListenerArn", existing.get()));
        }
        String arn = existing.orElseGet(() -> create(wanted, input.text("LoadBalancerArn", loadBalancerArn)));
        setAttributes(wanted, arn);
        calls.change(state -> state.with(existing(state, arn).withTags(TreePMap.from(wanted.tags()))));
        setCertificates(certificates, arn);
        return arn;
    }

    /**
     * What is said of TLS; what was said before and is not any more is AWS's default again. A listener that comes to speak TLS
     * has to be told its policy, a new one does not.
     */
    private void addSecurity(Members input, Listener wanted, Optional<io.underpass.alb.model.Listener> before) {
        Listener.Security security = wanted.security();
        boolean secure = CertificateChanges.isSecure(wanted);
        Optional<Tls> kept =
                before.flatMap(io.underpass.alb.model.Listener::tls).filter(tls -> secure);
        security.policy()
                .or(() -> before.filter(listener -> secure).map(listener -> SslPolicy.DEFAULT))
                .ifPresent(policy -> input.text("SslPolicy", policy));
        security.alpn()
                .or(() -> kept.flatMap(Tls::alpnPolicy).map(policy -> "None"))
                .ifPresent(policy -> input.texts("AlpnPolicy", List.of(policy)));
        security.clients()
                .or(() -> kept.flatMap(Tls::mutualAuthentication).map(mutual -> "off"))
                .ifPresent(mode -> input.structure(
                        "MutualAuthentication",
                        Members.of("Mode", mode)
                                .text(
                                        "TrustStoreArn",
                                        security.trustStore()
                                                .map(store -> trustStoreArns.getOrDefault(store, store)))));
    }

    private String create(Listener wanted, Members input) {
        return calls.call("CreateListener", input.number("Port", wanted.port()).json(), owner.scope())
                .path("Listeners")
                .path(0)
                .path("ListenerArn")
                .textValue();
    }

    /** What is not described any more has its default again, which no operation does. */
    private void setAttributes(Listener wanted, String arn) {
        calls.change(state -> state.with(existing(state, arn).withAttributes(Map.of())));
        if (!wanted.attributes().isEmpty()) {
            call("ModifyListenerAttributes", Members.of("ListenerArn", arn).pairs("Attributes", wanted.attributes()));
        }
    }

    /** Those beside the default one. */
    private void setCertificates(List<Members> certificates, String arn) {
        calls.change(state -> existing(state, arn)
                .tls()
                .filter(tls -> !tls.moreCertificateArns().isEmpty())
                .map(tls -> state.with(existing(state, arn).withTls(tls.withMore(List.of()))))
                .orElse(state));
        if (certificates.size() > 1) {
            call(
                    "AddListenerCertificates",
                    Members.of("ListenerArn", arn)
                            .structures("Certificates", certificates.subList(1, certificates.size())));
        }
    }

    private static io.underpass.alb.model.Listener existing(AlbState state, String arn) {
        return Optional.ofNullable(state.listeners().get(arn)).orElseThrow();
    }

    private void putRules(LoadBalancer loadBalancer, Listener listener, String listenerArn) {
        calls.state().rulesInOrder(listenerArn).values().stream()
                .filter(rule -> rule.priority() > listener.rules().size())
                .forEach(rule -> call("DeleteRule", Members.of("RuleArn", rule.ruleArn())));
        for (int i = 0; i < listener.rules().size(); i++) {
            Rule rule = listener.rules().get(i);
            int priority = i + 1;
            Refusal.at(Paths.rule(loadBalancer, listener, i), () -> put(rule, priority, listenerArn));
        }
    }

    private String put(Rule rule, int priority, String listenerArn) {
        Members input = new Members()
                .structures("Conditions", RuleMembers.conditions(rule))
                .structures("Actions", members.actions(rule.action().orElseThrow()));
        List<Members> transforms = RuleMembers.transforms(rule);
        Optional<String> existing = Optional.ofNullable(
                        calls.state().rulesInOrder(listenerArn).get(priority))
                .map(io.underpass.alb.model.Rule::ruleArn);
        if (!transforms.isEmpty()) {
            input.structures("Transforms", transforms);
        } else if (existing.isPresent()) {
            input.flag("ResetTransforms", true);
        }
        if (existing.isPresent()) {
            call("ModifyRule", input.text("RuleArn", existing.get()));
        } else {
            call("CreateRule", input.text("ListenerArn", listenerArn).number("Priority", priority));
        }
        return listenerArn;
    }

    private void call(String operation, Members input) {
        calls.call(operation, input.json(), owner.scope());
    }
}
