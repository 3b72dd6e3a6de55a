#pragma once

#include "groupware/base/options.h"

#include <span>

/// Every limit and timeout of the connectors: all that a client controls ends in one of these.
namespace groupware::net {

inline constexpr IntegerOption kAjpPort{"AJP_PORT",
                                        "ajp.properties",
                                        "",
                                        8009,
                                        -1,
                                        65535,
                                        "Port of the AJP13 connector. 0 takes a free one, -1 turns it off."};
inline constexpr TextOption kAjpAddress{"AJP_BIND_ADDR", "ajp.properties", "127.0.0.1",
                                        "Address the AJP13 connector listens on; * is every address."};
inline constexpr TextOption kAjpRoute{
    "AJP_JVM_ROUTE", "ajp.properties", "",
    "This node's route, as the front's balancer members name it (route=). Must differ on every node."};
inline constexpr TextOption kAjpSecret{
    .key = "AJP_SECRET",
    .file = "ajp.properties",
    .fallback = "",
    .help =
        "Secret that the front must send with every AJP request (secret= of the balancer member). Better kept in the "
        "file that net.ajpSecretFile names.",
    .secret = true};

inline constexpr IntegerOption kHttpPort{"net.httpPort",
                                         "net.properties",
                                         "",
                                         8088,
                                         -1,
                                         65535,
                                         "Port of the HTTP/1.1 connector. 0 takes a free one, -1 turns it off."};
inline constexpr TextOption kHttpAddress{"net.httpAddress", "net.properties", "127.0.0.1",
                                         "Address the HTTP connector listens on; * is every address."};
inline constexpr TextOption kHttpProxies{"net.httpProxies", "net.properties", "",
                                         "Addresses or networks (10.0.0.0/8), separated by commas, whose "
                                         "X-Forwarded-For, -Proto and -Host are believed. They "
                                         "are also free of the limit of connections per address."};
inline constexpr TextOption kAjpProxies{
    "net.ajpProxies", "net.properties", "127.0.0.1, ::1",
    "Addresses or networks of the fronts, separated by commas. Without an AJP secret nobody else may connect to "
    "the AJP connector; with one or without, they are free of the limit of connections per address."};
inline constexpr TextOption kAjpSecretFile{"net.ajpSecretFile", "net.properties", "",
                                           "File with the secret that the front must send with every AJP request "
                                           "(secret= of the balancer member), readable by "
                                           "its owner only. Empty: none, unless AJP_SECRET is set."};
inline constexpr SizeOption kAjpPacketBytes{
    "net.ajpPacketBytes",
    "net.properties",
    8192,
    8192,
    65536,
    "Size of the AJP packets this node sends; it takes packets of any size. Not more than the front's "
    "ProxyIOBufferSize, "
    "whose default is 8192; raise it with that one, for larger answer headers and fewer packets."};

inline constexpr SizeOption kHeaderBytes{"net.headerBytes", "net.properties",
                                         32 << 10,          1024,
                                         1 << 20,           "Largest request line and header together; beyond it 431."};
inline constexpr IntegerOption kHeaderCount{
    "net.headerCount", "net.properties", "fields", 100, 8, 10000, "Most header fields of one request; beyond it 431."};
inline constexpr SizeOption kUriBytes{
    "net.uriBytes", "net.properties", 16 << 10, 256, 1 << 20, "Longest request target; beyond it 414."};
inline constexpr SizeOption kBufferedBodyBytes{"net.bufferedBodyBytes",
                                               "net.properties",
                                               64 << 10,
                                               0,
                                               16 << 20,
                                               "Request bodies up to this size are complete before a worker is "
                                               "borrowed; larger ones are read by an upload worker."};
inline constexpr SizeOption kBodyBytes{"net.bodyBytes",        "net.properties",
                                       std::int64_t{10} << 30, 1024,
                                       std::int64_t{1} << 50,  "Largest request body; beyond it 413."};
inline constexpr SizeOption kDrainBytes{
    "net.drainBytes", "net.properties",
    256 << 10,        0,
    1 << 30,          "What is read and thrown away of a body nobody wanted; with more left the connection closes."};

inline constexpr SizeOption kChunkLineBytes{
    "net.chunkLineBytes",
    "net.properties",
    4096,
    64,
    1 << 20,
    "Longest line of a chunked request body: a chunk's size with its extensions, or one trailer field; beyond it 400."};
inline constexpr SizeOption kTrailerBytes{"net.trailerBytes",
                                          "net.properties",
                                          8192,
                                          0,
                                          1 << 20,
                                          "All trailer fields of a chunked request body together; beyond it 400."};

inline constexpr DurationOption kHeaderTime{
    "net.headerTime",         "net.properties",
    std::chrono::seconds(10), std::chrono::milliseconds(50),
    std::chrono::hours(1),    "Time from the first octet of a request to the end of its header; then 408."};
inline constexpr DurationOption kBodyGrace{
    "net.bodyGrace",
    "net.properties",
    std::chrono::seconds(10),
    std::chrono::milliseconds(50),
    std::chrono::hours(1),
    "A request body may take this long, plus its octets divided by net.bodyMinRate; then 408."};
inline constexpr SizeOption kBodyMinRate{
    "net.bodyMinRate", "net.properties", 4096, 1, 1 << 30, "Slowest upload in bytes per second, see net.bodyGrace."};
inline constexpr DurationOption kIdleTime{
    "net.idleTime",           "net.properties",
    std::chrono::seconds(60), std::chrono::milliseconds(50),
    std::chrono::hours(24),   "HTTP connections without a request close after this time."};
inline constexpr DurationOption kAjpIdleTime{
    "net.ajpIdleTime",
    "net.properties",
    std::chrono::hours(1),
    std::chrono::milliseconds(50),
    std::chrono::hours(24 * 7),
    "AJP connections without a request close after this time. Must exceed ttl= of the front's balancer members."};
inline constexpr DurationOption kWriteStall{
    "net.writeStall",         "net.properties",
    std::chrono::seconds(60), std::chrono::milliseconds(50),
    std::chrono::hours(1),    "A client that takes nothing of its answer for this long is cut off."};
inline constexpr DurationOption kLingerTime{
    "net.lingerTime",
    "net.properties",
    std::chrono::seconds(2),
    std::chrono::milliseconds(10),
    std::chrono::minutes(1),
    "How long a closing connection waits for the client's end, so that the last answer is not lost."};

inline constexpr IntegerOption kConnections{"net.connections",
                                            "net.properties",
                                            "connections",
                                            10000,
                                            1,
                                            1000000,
                                            "Most connections of both connectors together."};
inline constexpr IntegerOption kConnectionsPerAddress{
    "net.connectionsPerAddress",
    "net.properties",
    "connections",
    512,
    1,
    1000000,
    "Most connections of one address. Does not count for trusted fronts."};
inline constexpr IntegerOption kKeepAliveRequests{"net.keepAliveRequests",
                                                  "net.properties",
                                                  "requests",
                                                  100000,
                                                  1,
                                                  std::int64_t{1} << 40,
                                                  "Requests on one HTTP connection before it is closed."};
inline constexpr IntegerOption kWorkers{
    "net.workers", "net.properties", "threads", 16, 1, 4096, "Threads that run requests."};
inline constexpr IntegerOption kUploadWorkers{
    "net.uploadWorkers",
    "net.properties",
    "threads",
    0,
    0,
    4096,
    "How many of the workers may wait for large request bodies at once; 0 is half of them."};
inline constexpr IntegerOption kQueueLength{"net.queueLength",
                                            "net.properties",
                                            "requests",
                                            1024,
                                            1,
                                            1000000,
                                            "Requests that may wait for a worker; beyond it 503."};
inline constexpr DurationOption kQueueWait{
    "net.queueWait",          "net.properties",
    std::chrono::seconds(10), std::chrono::milliseconds(50),
    std::chrono::hours(1),    "Longest wait of a request for a worker; then 503."};

inline constexpr IntegerOption kParkedRequests{
    "net.parkedRequests",
    "net.properties",
    "requests",
    1000,
    0,
    1000000,
    "Requests that may wait without a worker, for example for a database master to be back; beyond it 503."};

inline constexpr IntegerOption kRefusalLines{
    "net.refusalLines",
    "net.properties",
    "lines a minute",
    60,
    0,
    1000000,
    "Most log lines about what the connectors refuse, of each reason. Metrics count all of it."};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::net
