# One fault for each rule, put into the sound graph of test_rules.py by SPARQL Update. The line ## names the rule that must find it.

## entity-label
DELETE { GRAPH ?g { ?x skos:prefLabel ?v } } WHERE { GRAPH ?g { ?x skos:prefLabel ?v ; hsev:mentionType mtype:HOSPITAL ; hsev:inDivision place:990100 } }

## entity-alias
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 skos:altLabel "二院" } }

## entity-mention-type
INSERT { GRAPH ?g { ?x hsev:mentionType mtype:AGENCY } } WHERE { GRAPH ?g { ?x a hsev:Hospital } }

## entity-in-division
INSERT { GRAPH ?g { ?x hsev:inDivision place:990200 } } WHERE { GRAPH ?g { ?x a hsev:Hospital ; hsev:inDivision place:990100 } }

## entity-valid-from
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:validFrom "2024-01-01"^^xsd:date ; hsev:validUntil "2023-01-01"^^xsd:date } }

## entity-valid-until
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:validUntil "2023" } }

## entity-iri
INSERT DATA { GRAPH g:entities { <https://example.org/x> a hsev:Hospital ; skos:prefLabel "甲"@zh } }

## division-code
DELETE { GRAPH ?g { ?x hsev:divisionCode ?v } } INSERT { GRAPH ?g { ?x hsev:divisionCode "9901" } } WHERE { GRAPH ?g { ?x hsev:divisionCode ?v ; a hsev:AdministrativeDivision } }

## division-level
DELETE { GRAPH ?g { ?x hsev:divisionLevel ?v } } WHERE { GRAPH ?g { ?x hsev:divisionLevel ?v ; a hsev:AdministrativeDivision } }

## division-parent
INSERT DATA { GRAPH g:places { place:990100 hsev:withinDivision place:990200, place:990000 } }

## organization-class
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:institutionClass grade:3-a } }

## organization-grade
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:hasGrade grade:3-a, grade:3-b } }

## organization-ownership
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:ownership own:public, own:private } }

## organization-credit-code
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:creditCode "123" } }

## person-closed
INSERT DATA { GRAPH g:entities { person:990100-闻人晓岚 schema:telephone "1" } }

## claim-subject
DELETE { GRAPH ?g { ?x hsev:claimSubject ?v } } WHERE { GRAPH ?g { ?x hsev:claimSubject ?v ; hsev:claimPredicate hsev:holdsPost } }

## claim-modality
DELETE { GRAPH ?g { ?x hsev:modality ?v } } WHERE { GRAPH ?g { ?x hsev:modality ?v ; hsev:claimPredicate hsev:holdsPost } }

## claim-polarity
DELETE { GRAPH ?g { ?x hsev:polarity ?v } } WHERE { GRAPH ?g { ?x hsev:polarity ?v ; hsev:claimPredicate hsev:holdsPost } }

## claim-certainty
DELETE { GRAPH ?g { ?x hsev:certainty ?v } } WHERE { GRAPH ?g { ?x hsev:certainty ?v ; hsev:claimPredicate hsev:holdsPost } }

## claim-predicate
DELETE { GRAPH ?g { ?x hsev:claimPredicate ?v } } INSERT { GRAPH ?g { ?x hsev:claimPredicate schema:worksFor } } WHERE { GRAPH ?g { ?x hsev:claimPredicate ?v ; hsev:claimPredicate hsev:holdsPost } }

## claim-object
INSERT { GRAPH ?g { ?x hsev:claimObject place:990100 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:holdsPost } }

## claim-evidence
DELETE { GRAPH ?g { ?x hsev:supportsClaim ?v } } WHERE { GRAPH ?g { ?x hsev:supportsClaim ?v ; a hsev:Evidence ; hsev:ruleId "supports.01" } }

## claim-value
DELETE { GRAPH ?g { ?x hsev:value ?v } } INSERT { GRAPH ?g { ?x hsev:value "36000" } } WHERE { GRAPH ?g { ?x hsev:value ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-value-max
INSERT { GRAPH ?g { ?x hsev:valueMax "many" } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-baseline
INSERT { GRAPH ?g { ?x hsev:baselineValue 1, 2 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-lower-bound
INSERT { GRAPH ?g { ?x hsev:lowerBound 36001 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-upper-bound
INSERT { GRAPH ?g { ?x hsev:upperBound 36001, 36002 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-unit
INSERT { GRAPH ?g { ?x hsev:unit unit:名 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-indicator
INSERT { GRAPH ?g { ?x hsev:indicator ind:床位 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-comparator
INSERT { GRAPH ?g { ?x hsev:comparator cmp:exact } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-measure-type
INSERT { GRAPH ?g { ?x hsev:measureType mt:ratio } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-value-text
INSERT { GRAPH ?g { ?x hsev:valueText 36000 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-start
DELETE { GRAPH ?g { ?x hsev:startDate ?v } } INSERT { GRAPH ?g { ?x hsev:startDate "2024-01-01"^^xsd:date } } WHERE { GRAPH ?g { ?x hsev:startDate ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-end
INSERT { GRAPH ?g { ?x hsev:endDate "2024-12-31"^^xsd:date } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-time-precision
INSERT { GRAPH ?g { ?x hsev:timePrecision tp:day } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-time-role
INSERT { GRAPH ?g { ?x hsev:timeRole tr:since } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-iso-time
INSERT { GRAPH ?g { ?x hsev:isoTime "2022" } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-transfer-kind
INSERT { GRAPH ?g { ?x hsev:transferKind tk:spent, tk:committed } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-post
INSERT { GRAPH ?g { ?x hsev:postTitle "副院长" } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:holdsPost } }

## claim-sources
DELETE { GRAPH ?g { ?x hsev:sourceCount ?v } } INSERT { GRAPH ?g { ?x hsev:sourceCount 0 } } WHERE { GRAPH ?g { ?x hsev:sourceCount ?v ; hsev:sourceCount 1 } }

## claim-iri
INSERT DATA { GRAPH g:entities { claim:1 a hsev:Claim } }

## claim-content
DELETE { GRAPH ?g { ?x hsev:claimObject ?v ; hsev:postTitle ?t } } WHERE { GRAPH ?g { ?x hsev:claimObject ?v ; hsev:postTitle ?t } }

## claim-quantity
DELETE { GRAPH ?g { ?x hsev:valueText ?v } } WHERE { GRAPH ?g { ?x hsev:valueText ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## claim-no-quantity
DELETE { GRAPH ?g { ?x hsev:value ?v } } WHERE { GRAPH ?g { ?x hsev:value ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## evidence-claim
INSERT { GRAPH ?g { ?x hsev:contradictsClaim claim:1 } } WHERE { GRAPH ?g { ?x a hsev:Evidence ; hsev:ruleId "supports.01" } }

## evidence-span
DELETE { GRAPH ?g { ?x hsev:span ?v } } WHERE { GRAPH ?g { ?x hsev:span ?v ; a hsev:Evidence ; hsev:ruleId "supports.01" } }

## evidence-method
DELETE { GRAPH ?g { ?x hsev:method ?v } } INSERT { GRAPH ?g { ?x hsev:method mod:achieved } } WHERE { GRAPH ?g { ?x hsev:method ?v ; a hsev:Evidence ; hsev:ruleId "supports.01" } }

## evidence-confidence
DELETE { GRAPH ?g { ?x hsev:confidence ?v } } INSERT { GRAPH ?g { ?x hsev:confidence 1.5 } } WHERE { GRAPH ?g { ?x hsev:confidence ?v ; a hsev:Evidence ; hsev:ruleId "supports.01" } }

## evidence-rule
INSERT { GRAPH ?g { ?x hsev:ruleId "another" } } WHERE { GRAPH ?g { ?x a hsev:Evidence ; hsev:ruleId "supports.01" } }

## evidence-run
DELETE { GRAPH ?g { ?x prov:wasGeneratedBy ?v } } WHERE { GRAPH ?g { ?x prov:wasGeneratedBy ?v ; a hsev:Evidence ; hsev:ruleId "supports.01" } }

## span-document
DELETE { GRAPH ?g { ?x hsev:inDocument ?v } } WHERE { GRAPH ?g { ?x hsev:inDocument ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## span-begin
DELETE { GRAPH ?g { ?x hsev:begin ?v } } INSERT { GRAPH ?g { ?x hsev:begin 999 } } WHERE { GRAPH ?g { ?x hsev:begin ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## span-end
DELETE { GRAPH ?g { ?x hsev:end ?v } } WHERE { GRAPH ?g { ?x hsev:end ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## span-text-begin
DELETE { GRAPH ?g { ?x hsev:textBegin ?v } } INSERT { GRAPH ?g { ?x hsev:textBegin -1 } } WHERE { GRAPH ?g { ?x hsev:textBegin ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## span-text-end
DELETE { GRAPH ?g { ?x hsev:textEnd ?v } } WHERE { GRAPH ?g { ?x hsev:textEnd ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## span-quote
DELETE { GRAPH ?g { ?x hsev:quote ?v } } INSERT { GRAPH ?g { ?x hsev:quote "" } } WHERE { GRAPH ?g { ?x hsev:quote ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## span-source-quote
INSERT { GRAPH ?g { ?x hsev:sourceQuote "一", "二" } } WHERE { GRAPH ?g { ?x a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## document-identifier
DELETE { GRAPH ?g { ?x dcterms:identifier ?v } } WHERE { GRAPH ?g { ?x dcterms:identifier ?v ; a hsev:SourceDocument } }

## document-source-hash
DELETE { GRAPH ?g { ?x hsev:sourceSha256 ?v } } INSERT { GRAPH ?g { ?x hsev:sourceSha256 "XYZ" } } WHERE { GRAPH ?g { ?x hsev:sourceSha256 ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-text-hash
DELETE { GRAPH ?g { ?x hsev:textSha256 ?v } } WHERE { GRAPH ?g { ?x hsev:textSha256 ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-char-count
DELETE { GRAPH ?g { ?x hsev:charCount ?v } } INSERT { GRAPH ?g { ?x hsev:charCount -1 } } WHERE { GRAPH ?g { ?x hsev:charCount ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-issued
DELETE { GRAPH ?g { ?x dcterms:issued ?v } } INSERT { GRAPH ?g { ?x dcterms:issued "去年" } } WHERE { GRAPH ?g { ?x dcterms:issued ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-dated
DELETE { GRAPH ?g { ?x dcterms:issued ?v } } WHERE { GRAPH ?g { ?x dcterms:issued ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-titled
DELETE { GRAPH ?g { ?x dcterms:title ?v } } WHERE { GRAPH ?g { ?x dcterms:title ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-region
INSERT { GRAPH ?g { ?x hsev:reportRegion place:990200 } } WHERE { GRAPH ?g { ?x a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-reprint
INSERT { GRAPH ?g { ?x hsev:reprintOf doc:a, doc:b } } WHERE { GRAPH ?g { ?x a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## document-source
DELETE { GRAPH ?g { ?x schema:url ?v } } WHERE { GRAPH ?g { ?x schema:url ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## run-version
DELETE { GRAPH ?g { ?x hsev:version ?v } } WHERE { GRAPH ?g { ?x hsev:version ?v ; a hsev:ExtractionRun } }

## run-settings
DELETE { GRAPH ?g { ?x hsev:settingsHash ?v } } INSERT { GRAPH ?g { ?x hsev:settingsHash "none" } } WHERE { GRAPH ?g { ?x hsev:settingsHash ?v ; a hsev:ExtractionRun } }

## run-threshold
DELETE { GRAPH ?g { ?x hsev:edgeThreshold ?v } } INSERT { GRAPH ?g { ?x hsev:edgeThreshold 7.0 } } WHERE { GRAPH ?g { ?x hsev:edgeThreshold ?v ; a hsev:ExtractionRun } }

## unit-label
DELETE { GRAPH ?g { ?x skos:prefLabel ?v } } WHERE { GRAPH ?g { ?x skos:prefLabel ?v ; a hsev:Unit } }

## conflict-claims
INSERT DATA { GRAPH g:conflicts { conflict:1 a hsev:Conflict ; hsev:conflictingClaim claim:1 } }

## blank-node
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 dcterms:relation [] } }

## iri-encoded
INSERT DATA { GRAPH g:entities { <https://w3id.org/hsev/id/org/%E5%8C%BB> a hsev:Hospital } }

## iri-kind
INSERT DATA { GRAPH g:entities { person:甲 a hsev:Hospital } }

## place-code
INSERT DATA { GRAPH g:places { place:990300 hsev:divisionCode "990400" } }

## place-level
DELETE { GRAPH ?g { ?x hsev:divisionLevel ?v } } INSERT { GRAPH ?g { ?x hsev:divisionLevel lvl:county } } WHERE { GRAPH ?g { ?x hsev:divisionLevel ?v ; a hsev:AdministrativeDivision ; hsev:divisionCode "990100" } }

## place-parent
DELETE WHERE { GRAPH ?g { place:990100 hsev:withinDivision ?v } }

## place-cycle
INSERT DATA { GRAPH g:places { place:990000 hsev:withinDivision place:990100 } }

## class-letter
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:institutionClass ic:J100 } }

## credit-code
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:creditCode "91350100M000100Y44" } }

## term-unknown
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 a hsev:Castle ; hsev:colour mod:blue } }

## term-deprecated
INSERT DATA { GRAPH g:ontology { hsev:Hospital owl:deprecated true } }

## dangling
DELETE { GRAPH g:entities { org:990100-松溪市第二医院 a ?c } } WHERE { GRAPH g:entities { org:990100-松溪市第二医院 a ?c } }

## predicate-claimable
DELETE { GRAPH ?g { ?x hsev:claimPredicate ?v } } INSERT { GRAPH ?g { ?x hsev:claimPredicate hsev:withinDivision } } WHERE { GRAPH ?g { ?x hsev:claimPredicate ?v ; hsev:claimPredicate hsev:holdsPost } }

## predicate-subject
DELETE { GRAPH ?g { ?x hsev:claimSubject ?v } } INSERT { GRAPH ?g { ?x hsev:claimSubject place:990100 } } WHERE { GRAPH ?g { ?x hsev:claimSubject ?v ; hsev:claimPredicate hsev:holdsPost } }

## predicate-object
DELETE { GRAPH ?g { ?x hsev:claimObject ?v } } INSERT { GRAPH ?g { ?x hsev:claimObject place:990100 } } WHERE { GRAPH ?g { ?x hsev:claimObject ?v ; hsev:claimPredicate hsev:holdsPost } }

## predicate-value
INSERT { GRAPH ?g { ?x hsev:value 3 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:holdsPost } }

## subject-is-object
DELETE { GRAPH ?g { ?x hsev:claimObject ?v } } INSERT { GRAPH ?g { ?x hsev:claimObject ?s } } WHERE { GRAPH ?g { ?x hsev:claimObject ?v ; hsev:claimSubject ?s ; hsev:claimPredicate hsev:supports } }

## money-currency
DELETE { GRAPH ?g { ?x hsev:claimPredicate ?v } } INSERT { GRAPH ?g { ?x hsev:claimPredicate hsev:funds } } WHERE { GRAPH ?g { ?x hsev:claimPredicate ?v ; hsev:claimPredicate hsev:supports } }

## bounds-comparator
DELETE { GRAPH ?g { ?x hsev:comparator ?v } } INSERT { GRAPH ?g { ?x hsev:comparator cmp:at-most } } WHERE { GRAPH ?g { ?x hsev:comparator ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## bounds-order
INSERT { GRAPH ?g { ?x hsev:upperBound 100 } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## indicator-unit
INSERT DATA { GRAPH g:entities { ind:年门诊量 hsev:allowedUnit unit:percent } }

## percent-range
DELETE { GRAPH ?g { ?x hsev:unit ?v ; hsev:value ?n } } INSERT { GRAPH ?g { ?x hsev:unit unit:percent ; hsev:value 120.0 } } WHERE { GRAPH ?g { ?x hsev:unit ?v ; hsev:value ?n ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## time-precision-fit
DELETE { GRAPH ?g { ?x hsev:timePrecision ?v } } INSERT { GRAPH ?g { ?x hsev:timePrecision tp:day } } WHERE { GRAPH ?g { ?x hsev:timePrecision ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## time-without-text
DELETE { GRAPH ?g { ?x hsev:isoTime ?v } } WHERE { GRAPH ?g { ?x hsev:isoTime ?v ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## done-in-future
DELETE { GRAPH ?g { ?x hsev:startDate ?v ; hsev:endDate ?e } } INSERT { GRAPH ?g { ?x hsev:startDate "2030-01-01"^^xsd:date ; hsev:endDate "2030-12-31"^^xsd:date } } WHERE { GRAPH ?g { ?x hsev:startDate ?v ; hsev:endDate ?e ; hsev:claimPredicate hsev:achieved ; hsev:value "36000"^^xsd:decimal } }

## stale-plan
DELETE { GRAPH ?g { ?x hsev:endDate ?v } } INSERT { GRAPH ?g { ?x hsev:endDate "2015-12-31"^^xsd:date } } WHERE { GRAPH ?g { ?x hsev:endDate ?v ; hsev:modality mod:planned } }

## span-in-document
DELETE { GRAPH ?g { ?x hsev:charCount ?v } } INSERT { GRAPH ?g { ?x hsev:charCount 5 } } WHERE { GRAPH ?g { ?x hsev:charCount ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## span-iri
DELETE { GRAPH ?g { ?x hsev:end ?v } } INSERT { GRAPH ?g { ?x hsev:end 3 } } WHERE { GRAPH ?g { ?x hsev:end ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## quote-length
DELETE { GRAPH ?g { ?x hsev:quote ?v } } INSERT { GRAPH ?g { ?x hsev:quote "短" } } WHERE { GRAPH ?g { ?x hsev:quote ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## evidence-graph
DELETE { GRAPH ?g { ?x ?p ?v } } INSERT { GRAPH <https://w3id.org/hsev/graph/doc/other> { ?x ?p ?v } } WHERE { GRAPH ?g { ?x ?p ?v ; a hsev:Evidence ; hsev:ruleId "supports.01" } }

## claim-graph
INSERT { GRAPH g:entities { ?x a hsev:Claim } } WHERE { GRAPH ?g { ?x hsev:claimPredicate hsev:holdsPost } }

## document-graph
INSERT DATA { GRAPH g:entities { doc:20240305-0000000000 a hsev:SourceDocument } }

## entity-graph
INSERT DATA { GRAPH g:meta { org:990100-松溪市第二医院 hsev:mentionType mtype:HOSPITAL } }

## edge-graph
INSERT DATA { GRAPH g:entities { org:990100-松溪市第二医院 hsev:locatedIn place:990100 } }

## edge-without-claim
INSERT DATA { GRAPH g:edges { org:990100-松溪市第二医院 hsev:supports place:990100 } }

## edge-of-plan
INSERT DATA { GRAPH g:edges { place:990200 hsev:implements prog:银龄康护行动 } }

## claim-without-edge
DELETE WHERE { GRAPH g:edges { ?a hsev:supports ?b } }

## reprint-cycle
INSERT { GRAPH ?g { ?x hsev:reprintOf ?y } GRAPH ?h { ?y hsev:reprintOf ?x } } WHERE { GRAPH ?g { ?x dcterms:identifier "songxi" } GRAPH ?h { ?y dcterms:identifier "liuhe" } }

## source-count
DELETE { GRAPH ?g { ?x hsev:sourceCount ?v } } INSERT { GRAPH ?g { ?x hsev:sourceCount 9 } } WHERE { GRAPH ?g { ?x hsev:sourceCount ?v } }

## same-document
INSERT { GRAPH ?h { ?y hsev:sourceSha256 ?v } } WHERE { GRAPH ?g { ?x dcterms:identifier "songxi" ; hsev:sourceSha256 ?v } GRAPH ?h { ?y dcterms:identifier "liuhe" } }

## claim-id
DELETE { GRAPH ?g { ?x hsev:postTitle ?v } } INSERT { GRAPH ?g { ?x hsev:postTitle "护士长" } } WHERE { GRAPH ?g { ?x hsev:postTitle ?v ; hsev:claimPredicate hsev:holdsPost } }

## source-hash
DELETE { GRAPH ?g { ?x hsev:sourceSha256 ?v } } INSERT { GRAPH ?g { ?x hsev:sourceSha256 "0000000000000000000000000000000000000000000000000000000000000000" } } WHERE { GRAPH ?g { ?x hsev:sourceSha256 ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## text-hash
DELETE { GRAPH ?g { ?x hsev:textSha256 ?v } } INSERT { GRAPH ?g { ?x hsev:textSha256 "0000000000000000000000000000000000000000000000000000000000000000" } } WHERE { GRAPH ?g { ?x hsev:textSha256 ?v ; a hsev:SourceDocument ; dcterms:identifier "songxi" } }

## quote-in-text
DELETE { GRAPH ?g { ?x hsev:quote ?v } } INSERT { GRAPH ?g { ?x hsev:quote "通过评审，成为三级甲等医院" } } WHERE { GRAPH ?g { ?x hsev:quote ?v ; a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## quote-in-source
INSERT { GRAPH ?g { ?x hsev:sourceQuote "通過評審，成為三級甲等醫院" } } WHERE { GRAPH ?g { ?x a hsev:TextSpan ; hsev:quote "通过评审，成为三级乙等医院" } }

## unit-ucum
INSERT { GRAPH g:entities { ?x hsev:ucumCode "per son" } } WHERE { GRAPH g:entities { ?x a hsev:Unit } }

## unit-currency
INSERT { GRAPH g:entities { ?x hsev:currencyCode "yuan" } } WHERE { GRAPH g:entities { ?x a hsev:Unit } }
