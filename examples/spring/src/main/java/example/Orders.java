package example;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Tells customers about their orders, which it asks the shop's API for. */
@RestController
class Orders {

    record Order(int id, String state) {}

    private final WebClient shop;

    Orders(WebClient.Builder clients, @Value("${shop.url}") String url) {
        shop = clients.baseUrl(url).build();
    }

    @GetMapping("/my/orders/{id}")
    Mono<String> state(@PathVariable int id) {
        return shop.get()
                .uri("/orders/{id}", id)
                .retrieve()
                .bodyToMono(Order.class)
                .map(order -> "Order " + order.id() + " is " + order.state() + ".");
    }
}
