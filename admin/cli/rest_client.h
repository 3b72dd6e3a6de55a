#pragma once

#include <Poco/JSON/Object.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Timespan.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

namespace admin::cli {

struct Credentials {
    std::string user;  ///< empty: none are sent
    std::string password;
};

struct Patience {
    std::chrono::seconds forDaemon{0};  ///< how long to wait for a daemon that is not up
    std::chrono::seconds forAnswer{0};  ///< 0 = for ever
};

struct Answer {
    int status = 0;  ///< of HTTP
    std::string body{};
};

/// Speaks to `yoke-admin`. Every function throws Failure: CommunicationError when the daemon is not up, RemoteError
/// when it does not answer in time or not with JSON, and what the daemon says when it refuses.
class RestClient {
public:
    /// @param url  http://host:port or https://host:port
    RestClient(std::string url, Credentials credentials, Patience patience);

    /// @param path  below /admin/v1, already encoded
    [[nodiscard]] Poco::JSON::Object::Ptr get(const std::string& path) { return call("GET", path, nullptr); }
    Poco::JSON::Object::Ptr post(const std::string& path, const Poco::JSON::Object& body) {
        return call("POST", path, &body);
    }
    Poco::JSON::Object::Ptr patch(const std::string& path, const Poco::JSON::Object& body) {
        return call("PATCH", path, &body);
    }
    Poco::JSON::Object::Ptr remove(const std::string& path) { return call("DELETE", path, nullptr); }

    /// An answer that is no JSON, handed on as it comes. One that breaks off may look like a shorter one.
    void download(const std::string& path, const std::function<void(std::string_view)>& sink);
    /// POST of `length` octets that are read as they go.
    /// @param progress  hears how many have gone
    Poco::JSON::Object::Ptr upload(const std::string& path, std::istream& body, std::int64_t length,
                                   const std::function<void(std::int64_t)>& progress);

    /// One path segment or query value, percent-encoded.
    [[nodiscard]] static std::string encoded(std::string_view text);

private:
    Poco::JSON::Object::Ptr call(const std::string& method, const std::string& path, const Poco::JSON::Object* body);
    [[nodiscard]] Poco::Timespan timeout() const;
    [[nodiscard]] Poco::Net::HTTPRequest requestFor(const std::string& method, const std::string& path) const;
    template <class Exchange>
    [[nodiscard]] Answer answered(const Exchange& exchange) const;
    [[nodiscard]] Answer exchange(const std::string& method, const std::string& path, const std::string& body) const;
    [[nodiscard]] Answer exchangePatiently(const std::string& method, const std::string& path,
                                           const std::string& body) const;

    std::string url_;
    Credentials credentials_;
    Patience patience_;
};

}  // namespace admin::cli
