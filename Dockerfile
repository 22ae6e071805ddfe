# docker build -t underpass .
#
# JDK_IMAGE   what builds: a JDK 25 or newer, and curl, with which the cache of classes is trained; its run-time, cut down,
#             is what the image runs
# BASE_IMAGE  what the image stands on: anything with glibc, and bash, which the health check needs
# PREBUILT    true takes the jars that `./mvnw package` left in emulator/target, where the build has no network
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${JDK_IMAGE} AS build
WORKDIR /src
COPY . .
ARG PREBUILT=false
RUN if [ "$PREBUILT" != true ]; then rm -rf emulator/target && UNDERPASS_AOT=off ./underpass version; fi
RUN mkdir /state && image/assemble /opt/underpass

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="Underpass" \
      org.opencontainers.image.description="A local API Gateway whose private integrations really are private." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/underpass /opt/underpass
COPY --from=build /opt/underpass/docker-entrypoint.sh /usr/local/bin/
COPY --from=build --chown=10001:10001 /state /var/lib/underpass
ENV UNDERPASS_BIND_ADDRESS=0.0.0.0 \
    UNDERPASS_STATE=/var/lib/underpass
USER 10001:10001
VOLUME /var/lib/underpass
EXPOSE 4566
HEALTHCHECK --interval=2s --timeout=3s --start-period=20s --retries=5 CMD ["/opt/underpass/health"]
ENTRYPOINT ["/opt/underpass/java/bin/java", "@/opt/underpass/java.arguments"]
CMD ["start"]
