#pragma once

#include "groupware/api/dispatcher.h"
#include "groupware/api/registry.h"
#include "groupware/formats/json/json.h"
#include "groupware/infostore/api/actions.h"
#include "groupware/infostore/api/wire.h"
#include "tests/groupware/api/test_zones.h"
#include "tests/groupware/infostore/infostore_fixture.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::infostore::api {

/// A request's body that arrives in small pieces.
class PiecesBody final : public net::RequestBody {
public:
    PiecesBody(std::string_view octets, bool hasLength)
        : rest_(octets), length_(octets.size()), hasLength_(hasLength) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = rest_.copy(into.data(), std::min<std::size_t>(into.size(), 1000));
        rest_.remove_prefix(count);
        return count;
    }
    [[nodiscard]] std::optional<std::uint64_t> length() const override {
        return hasLength_ ? std::optional<std::uint64_t>(length_) : std::nullopt;
    }

private:
    std::string_view rest_;
    std::uint64_t length_;
    bool hasLength_;
};

/// The session parameter names the user; proving it is not this module's business.
class NamedCallers final : public http::Authenticator {
public:
    NamedCallers(Caller anna, Caller bert) : anna_(std::move(anna)), bert_(std::move(bert)) {}
    void requireMaster(const Caller& /*caller*/) override {}
    [[nodiscard]] Caller authenticate(const http::Request& /*request*/, std::string_view sessionId) override {
        return sessionId == "anna" ? anna_ : bert_;
    }

private:
    Caller anna_;
    Caller bert_;
};

/// An answer, read to its end.
struct Answer {
    int status = 0;
    net::Headers headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const {
        const auto* value = net::findHeader(headers, name);
        return value != nullptr ? *value : "";
    }
    [[nodiscard]] json::Object::Ptr envelope() const {
        return json::requireObject(json::parse(body, {}), "the envelope");
    }
    [[nodiscard]] json::Value data() const { return envelope()->get("data"); }
    [[nodiscard]] json::Array::Ptr rows() const { return json::requireArray(data(), "data"); }
    [[nodiscard]] std::string code() const { return json::text(*envelope(), "code").value_or("no error"); }
    [[nodiscard]] std::string timestamp() const { return json::text(*envelope(), "timestamp").value_or("none"); }
};

/// The module behind the real dispatcher, called with HTTP requests.
class ApiTest : public InfostoreTest {
protected:
    explicit ApiTest(const std::vector<dbpool::MigrationSet>& more = {})
        : InfostoreTest(more),
          actions_(service(), clock_, FormLimits{}, zones_),
          authenticator_(anna(), bert()),
          envelopes_([](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); }),
          dispatcher_(registry_, authenticator_, envelopes_, {}) {
        actions_.addTo(registry_, "infostore");
        actions_.addTo(registry_, "files");
        files_ = std::to_string(annaFiles_.value);
    }

    struct Send {
        std::string method = "GET";
        std::string query;  ///< without session
        std::string body{};
        net::Headers headers{};
        std::string path = "/ajax/infostore";
        std::string session = "anna";
        bool hasLength = true;
    };
    Answer send(const Send& what) {
        net::RequestHead head;
        head.method = what.method;
        head.path = what.path;
        head.query = "session=" + what.session + "&" + what.query;
        head.headers = what.headers;
        PiecesBody body(what.body, what.hasLength);
        http::Request request(head, body, 100);
        request.setRoute("/ajax", 1);
        http::Response response = dispatcher_.handle(request);
        Answer answer{.status = response.status, .headers = response.headers, .body = response.body};
        if (response.stream) {
            answer.body.clear();
            std::array<char, 777> piece{};
            while (const std::size_t count = response.stream->read(piece)) answer.body.append(piece.data(), count);
        }
        return answer;
    }
    Answer get(const std::string& query) { return send({.query = query}); }
    Answer put(const std::string& query, const std::string& body) {
        return send({.method = "PUT", .query = query, .body = body});
    }
    /// Uploads octets as they are; gives the new id.
    std::string uploadBinary(const std::string& name, const std::string& octets) {
        const auto answer = put("action=upload&binary=true&folder_id=" + files_ + "&filename=" + name, octets);
        EXPECT_EQ(answer.code(), "no error") << answer.body;
        return answer.data().toString();
    }

    struct Field {
        std::string name;
        std::string content;
        std::string fileName{};
        std::string type{};
    };
    Answer post(const std::string& query, const std::vector<Field>& fields) {
        std::string body;
        for (const Field& field : fields) {
            body += "--frontier\r\nContent-Disposition: form-data; name=\"" + field.name + "\"";
            if (!field.fileName.empty()) body += "; filename=\"" + field.fileName + "\"";
            body += "\r\n";
            if (!field.type.empty()) body += "Content-Type: " + field.type + "\r\n";
            body += "\r\n" + field.content + "\r\n";
        }
        body += "--frontier--\r\n";
        return send({.method = "POST",
                     .query = query,
                     .body = body,
                     .headers = {{"Content-Type", "multipart/form-data; boundary=frontier"}}});
    }

    groupware::api::Registry registry_;
    groupware::api::Zones zones_{groupware::api::test::findZone};
    Actions actions_;
    NamedCallers authenticator_;
    groupware::api::Envelopes envelopes_;
    groupware::api::Dispatcher dispatcher_;
    std::string files_;
};

}  // namespace groupware::infostore::api
